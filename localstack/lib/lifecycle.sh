# Starting, looking at, stopping and deleting a set of servers.
# shellcheck shell=bash

declare -A TITLES=([postgresql]=PostgreSQL [pgbouncer]=PgBouncer [redis]=Redis [s3]="the S3 store"
  [replica]="the replica" [replica_pooler]="the replica's PgBouncer")

# pid_of SERVER: prints its process's id; fails if it does not run.
pid_of() {
  case $1 in
    postgresql | replica) process "$DATA/$1/postmaster.pid" "-D $DATA/$1" ;;
    s3) process "$DIR/s3.pid" "$DIR/s3.xml" ;;
    pgbouncer | replica_pooler) process "$DATA/$1.pid" "$DATA/$1.ini" ;;
    redis) process "$DATA/redis.pid" "$DATA/redis.conf" ;;
  esac
}

log_of() {
  case $1 in
    s3) echo "$DIR/s3.log" ;;
    *) echo "$DATA/$1.log" ;;
  esac
}

wanted_servers() {
  echo postgresql pgbouncer redis
  if [[ -n ${S3_LIB:-} ]] || pid_of s3 >/dev/null; then echo s3; fi
}

start_servers() {
  local servers
  check_memory
  [[ -z $(missing_servers) ]] || fail "not installed: $(missing_servers | paste -sd, | sed 's/,/, /g'); run: $HERE/servers install"
  [[ -z ${S3_LIB:-} || -n $(ls "$S3_LIB"/*.jar 2>/dev/null) ]] || fail "S3_LIB holds no jars: $S3_LIB"
  mapfile -t servers < <(wanted_servers | tr ' ' '\n')
  private_directory "$SHORT"
  [[ $DATA == "$SHORT" ]] || private_directory "$DATA"
  if ! tls_is_fresh; then
    stop_running
    issue_certificates >"$DIR/tls.log" 2>&1
  fi
  choose_passwords
  choose_ports "${servers[@]}"
  # A pooler that runs on while PostgreSQL has to move to another port would look for it at the old one.
  as_server_user grep -qs "port=${PORTS[postgresql]} " "$DATA/pgbouncer.ini" || stop_these pgbouncer
  launch "${servers[@]}"
  write_environment
}

# Side by side; PgBouncer needs no PostgreSQL to start. If one fails, those started by this call are stopped again.
launch() {
  local server failed=
  local -A jobs=()
  for server in "$@"; do
    ! pid_of "$server" >/dev/null || continue
    timed "Starting ${TITLES[$server]}" "$DIR/start-$server.log" "start_$server" 9>&- &
    jobs[$server]=$!
  done
  for server in "${!jobs[@]}"; do
    wait "${jobs[$server]}" || failed+=" $server"
  done
  [[ -n $failed ]] || return 0
  for server in $failed; do
    {
      echo "servers: ${TITLES[$server]} did not start"
      tail -n 10 "$DIR/start-$server.log"
      echo "the end of $(log_of "$server"):"
      tail -n 15 "$(log_of "$server")" 2>/dev/null
    } >&2
  done
  stop_these "${!jobs[@]}"
  exit 1
}

status_servers() {
  local server pid down=0
  for server in postgresql pgbouncer redis s3 replica replica_pooler; do
    [[ -n ${PORTS[$server]:-} ]] || [[ $server != s3 ]] || continue
    # They come and go, and nothing else waits for them.
    [[ $server != replica* ]] || pid_of "$server" >/dev/null || continue
    if pid=$(pid_of "$server") && listening "${PORTS[$server]}"; then
      printf '%-14s port %s pid %s\n' "$server" "${PORTS[$server]}" "$pid"
    else
      printf '%-14s down\n' "$server"
      down=3
    fi
  done
  exit $down
}

stop_servers() {
  lock_directory
  stop_running
}

stop_running() { stop_these pgbouncer replica_pooler redis s3 replica postgresql; }

is_postgresql() { [[ $1 == postgresql || $1 == replica ]]; }

# PostgreSQL's fast shutdown is SIGINT; the others end at once on SIGTERM, or else by force: they keep nothing.
stop_these() {
  local server pid
  local -A pids=()
  for server in "$@"; do
    pid=$(pid_of "$server") || continue
    pids[$server]=$pid
    if is_postgresql "$server"; then kill -INT "$pid"; else kill -TERM "$pid"; fi
  done
  for server in "${!pids[@]}"; do
    if is_postgresql "$server"; then
      gone "${pids[$server]}" 120 || fail "${TITLES[$server]} (process ${pids[$server]}) does not stop; see $(log_of "$server")"
    else
      gone "${pids[$server]}" 5 || kill -KILL "${pids[$server]}"
    fi
  done
}

# Only what `start` has made: DIR may hold other people's files beside ours.
destroy_servers() {
  stop_servers
  ! is_root || [[ $(stat -c %U "$SHORT" 2>/dev/null) == postgres ]] || SHORT=
  [[ -z $SHORT ]] || as_server_user find "$SHORT" -mindepth 1 -delete
  [[ -z $SHORT ]] || rmdir "$SHORT" 2>/dev/null || true
  rm -rf -- "$DIR"/{data,s3,s3.jsa,s3.xml,s3.log,s3.pid,ports,passwords,servers.env,ca.pem,tls.log} "$DIR"/start-*.log
  rm -f -- "$DIR/servers.lock"
  rmdir --ignore-fail-on-non-empty -- "$DIR"
}
