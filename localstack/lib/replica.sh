# A standby of PostgreSQL: a copy that follows it, and answers reads.
# shellcheck shell=bash

# As the server's own user over the socket, as its superuser comes: without a password, which would stand in the copy's settings.
copy_postgresql() {
  as_server_user rm -rf "$DATA/replica"
  as_server_user "$PG_BIN/pg_basebackup" --pgdata "$DATA/replica" --host "$SHORT/socket" --port "${PORTS[postgresql]}" \
    --username postgres --checkpoint fast --wal-method stream --write-recovery-conf --no-sync
}

# Read after the lines that it shares with the first. What is read on it gives way to what it follows within a second: the writer
# answers then, and the copy stays near.
replica_settings() {
  cat <<TEXT
port = ${PORTS[replica]}
shared_buffers = 32MB
max_standby_streaming_delay = 1s
cluster_name = replica
TEXT
}

# Copied at each start: what it did not follow meanwhile, PostgreSQL may have thrown away.
start_replica() {
  find_postgresql "$(<"$DATA/postgresql/PG_VERSION")"
  write_access_rules
  as_server_user "$PG_BIN/pg_ctl" reload --silent --pgdata "$DATA/postgresql"
  copy_postgresql
  # shellcheck disable=SC2016
  replica_settings | as_server_user sh -c 'cat >>"$1/postgresql.auto.conf"' settings "$DATA/replica"
  rotate_log "$DATA/replica.log"
  as_server_user "$PG_BIN/pg_ctl" start --silent --wait --timeout 60 --pgdata "$DATA/replica" --log "$DATA/replica.log"
}

start_replica_pooler() { start_pooler replica_pooler replica; }

start_replica_servers() {
  pid_of postgresql >/dev/null || fail "the servers of $DIR are not up; run: $HERE/servers start $DIR"
  lock_directory
  load_values PASSWORDS "$DIR/passwords"
  choose_ports replica replica_pooler
  launch replica replica_pooler
  write_environment
}

stop_replica_servers() {
  lock_directory
  load_values PASSWORDS "$DIR/passwords"
  stop_these replica_pooler replica
  write_environment
}
