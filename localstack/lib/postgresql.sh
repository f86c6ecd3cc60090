# PostgreSQL: finding the program, making a cluster, its configuration, its roles and extensions.
# shellcheck shell=bash

# find_postgresql [MAJOR]: sets PG_BIN, PG_MAJOR, PG_VECTOR (pgvector's version or nothing). Without MAJOR, the newest
# server of 15 or more, one that has pgvector before one that has not.
# shellcheck disable=SC2034
find_postgresql() {
  local bin major vector rank best=0
  PG_BIN='' PG_MAJOR='' PG_VECTOR=''
  for bin in /usr/lib/postgresql/*/bin "$(dirname "$(realpath "$(command -v postgres)" 2>/dev/null)" 2>/dev/null)"; do
    [[ -x $bin/postgres && -x $bin/initdb && -x $bin/pg_ctl && -x $bin/psql && -x $bin/pg_config ]] || continue
    major=$("$bin/pg_config" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
    ((major >= 15 && major == ${1:-major})) || continue
    has_contrib "$bin" || continue
    vector=$(vector_version "$bin")
    rank=$major
    ! at_least "${vector:-0.0}" 0.8 || rank=$((rank + 1000))
    ((rank > best)) || continue
    best=$rank PG_BIN=$bin PG_MAJOR=$major PG_VECTOR=$vector
  done
  [[ -n $PG_BIN ]]
}

has_contrib() {
  local extension folder
  folder=$("$1/pg_config" --sharedir)/extension
  for extension in pg_stat_statements pg_trgm btree_gin btree_gist amcheck pg_buffercache; do
    [[ -e $folder/$extension.control ]] || return 1
  done
}

vector_version() {
  sed -n "s/^default_version = '\(.*\)'/\1/p" "$("$1/pg_config" --sharedir)/extension/vector.control" 2>/dev/null || true
}

# The local column of postgresql.settings as lines of postgresql.conf.
postgresql_settings() {
  local name value major
  while IFS='|' read -r name value _; do
    read -r name major <<<"$name"
    read -r value <<<"$value"
    [[ -n $name && $name != '#'* && $value != - ]] || continue
    major=${major//[()]/}
    ((PG_MAJOR >= ${major:-0})) || continue
    if [[ $value =~ ^\{([M0-9/*+ ]+)\}(.*)$ ]]; then
      value=$((${BASH_REMATCH[1]//M/$1}))${BASH_REMATCH[2]}
    fi
    printf '%s = %s\n' "$name" "$value"
  done <"$HERE/postgresql.settings"
}

# What belongs to this set of servers rather than to every PostgreSQL of ours.
postgresql_configuration() {
  cat <<TEXT
listen_addresses = '127.0.0.1'
port = ${PORTS[postgresql]}
unix_socket_directories = '$SHORT/socket'
unix_socket_permissions = 0700
ssl = on
ssl_cert_file = '$DATA/tls/server.pem'
ssl_key_file = '$DATA/tls/server.key'
hba_file = '$DATA/pg_hba.conf'
ident_file = '$DATA/pg_ident.conf'
log_destination = stderr
logging_collector = off
log_line_prefix = '%m [%p] %q%u@%d '
log_timezone = UTC
timezone = UTC
TEXT
  postgresql_settings "${STATEHOUSE_MEMORY_MB:-1024}"
}

# The superuser without a password only over the socket, in a directory that nobody else may enter, and only as the
# operating system's user who runs the server. Over TCP everyone by TLS and password; anything else finds no line.
write_access_rules() {
  put "$DATA/pg_hba.conf" <<TEXT
local   all all              peer map=servers
local   replication postgres peer map=servers
hostssl all all 127.0.0.1/32 scram-sha-256
TEXT
  put "$DATA/pg_ident.conf" <<TEXT
servers $(as_server_user id -un) postgres
TEXT
}

# initdb's own postgresql.conf stays, for what it found out about the machine; ours comes last and wins.
create_cluster() {
  as_server_user rm -rf "$DATA/postgresql.new"
  as_server_user env TZ=UTC "$PG_BIN/initdb" --pgdata "$DATA/postgresql.new" --username postgres --encoding UTF8 \
    --locale C.UTF-8 --auth peer --data-checksums --no-sync --no-instructions
  # shellcheck disable=SC2016
  as_server_user sh -c 'echo "include '\''../postgresql.conf'\''" >>"$1/postgresql.conf" && sync -f "$1"' include "$DATA/postgresql.new"
  as_server_user mv "$DATA/postgresql.new" "$DATA/postgresql"
}

superuser_psql() {
  as_server_user "$PG_BIN/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host "$SHORT/socket" \
    --port "${PORTS[postgresql]}" --username postgres --dbname postgres "$@"
}

# Safe to repeat: a first start that was interrupted is made up for by the next. The passwords come by standard input,
# never as arguments, which other users could list.
provision() {
  {
    printf '\\set superuser_password %s\n\\set master_password %s\n' "${PASSWORDS[SUPERUSER]}" "${PASSWORDS[MASTER]}"
    cat "$HERE/lib/provision.sql"
  } | superuser_psql --file -
  put "$DATA/provisioned" </dev/null
}

check_memory() {
  [[ ${STATEHOUSE_MEMORY_MB:-1024} =~ ^[1-9][0-9]{2,6}$ ]] ||
    fail "STATEHOUSE_MEMORY_MB must be a whole number of at least 100, not '$STATEHOUSE_MEMORY_MB'"
}

# After a kill, the locks of a postmaster that nobody has reaped (a container's first process often does not) would
# refuse every start. They go once no process works in the data any more: backends outlive their postmaster a little.
remove_stale_lock() {
  local deadline=$((EPOCHSECONDS + 20))
  [[ -e $DATA/postgresql/postmaster.pid ]] || return 0
  while { as_server_user find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -printf '%l\n' 2>/dev/null || true; } |
    grep -Fx "$DATA/postgresql" >/dev/null; do
    ((EPOCHSECONDS < deadline)) || fail "processes of an earlier PostgreSQL still work in $DATA/postgresql"
    sleep 0.1
  done
  as_server_user find "$DATA/postgresql/postmaster.pid" "$SHORT/socket" -name postmaster.pid -delete -o -name '.s.PGSQL.*' -delete
}

start_postgresql() {
  if [[ -e $DATA/postgresql/PG_VERSION ]]; then
    local major
    major=$(<"$DATA/postgresql/PG_VERSION")
    find_postgresql "$major" || fail "the data in $DATA need PostgreSQL $major, which is not installed any more"
  else
    find_postgresql || fail "PostgreSQL is not installed; run: $HERE/servers install"
    create_cluster
  fi
  postgresql_configuration | put "$DATA/postgresql.conf"
  write_access_rules
  private_directory "$SHORT/socket"
  remove_stale_lock
  rotate_log "$DATA/postgresql.log"
  as_server_user "$PG_BIN/pg_ctl" start --silent --wait --timeout 180 --pgdata "$DATA/postgresql" --log "$DATA/postgresql.log"
  [[ -e $DATA/provisioned ]] || provision
}

# Logs are cut at a start only, when nobody writes them.
rotate_log() {
  (($(stat -c %s "$1" 2>/dev/null || echo 0) < 64 * 1024 * 1024)) || as_server_user mv -f "$1" "$1.old"
}
