# The directory of one set of servers: where its state lies, its ports, its passwords, its servers.env.
# shellcheck shell=bash

declare -A PORTS=() PASSWORDS=()

# name_directory DIR: as root the servers' files cannot lie in DIR, since `postgres` may not enter root's home; the unix
# socket always lies in the short path, because its name is limited to 107 bytes.
name_directory() {
  DIR=$(realpath -m -- "$1")
  local hash
  hash=$(printf '%s:%s' "$EUID" "$DIR" | sha256sum)
  SHORT=/var/tmp/statehouse-${hash:0:12}
  DATA=$DIR/data
  ! is_root || DATA=$SHORT
  [[ -z ${S3_LIB:-} ]] || S3_LIB=$(realpath -m -- "$S3_LIB")
  cd / # a directory that every user may enter
}

open_directory() {
  name_directory "$1"
  if [[ -d $DIR && ! -e $DIR/servers.lock && -n $(ls -A "$DIR") ]]; then
    fail "$DIR is not empty and not a directory of servers"
  fi
  mkdir -p -- "$DIR"
  chmod 700 "$DIR"
  lock_directory
  load_values PORTS "$DIR/ports"
  forget_orphans
}

# Data without the passwords that DIR holds are those of a DIR that was deleted, with or without its servers stopped.
forget_orphans() {
  [[ ! -e $DIR/passwords && -d $SHORT ]] || return 0
  stop_running
  rm -rf -- "$SHORT"
}

find_directory() {
  name_directory "$1"
  [[ -e $DIR/servers.lock ]] || fail "$DIR is not a directory of servers"
  load_values PORTS "$DIR/ports"
}

# One command at a time works on a directory. Servers are started with descriptor 9 closed, or they would keep the lock.
lock_directory() {
  exec 9>>"$DIR/servers.lock"
  flock 9
}

load_values() {
  # shellcheck disable=SC2178
  local -n values=$1
  local key value
  [[ -r $2 ]] || return 0
  while IFS='=' read -r key value; do values["$key"]=$value; done <"$2"
}

save_values() {
  # shellcheck disable=SC2178
  local -n values=$1
  local key
  for key in "${!values[@]}"; do printf '%s=%s\n' "$key" "${values[$key]}"; done | sort >"$2.new"
  mv -f "$2.new" "$2"
}

# The ports of the last start if they are still free. New ones lie below the range that Linux gives to outgoing
# connections, so that none of those takes a stopped server's port.
choose_ports() {
  local server port
  for server in "$@"; do
    port=${PORTS[$server]:-}
    if [[ -n $port ]] && { pid_of "$server" >/dev/null || ! listening "$port"; }; then continue; fi
    port=$((20000 + RANDOM % 12000))
    while listening "$port" || [[ " ${PORTS[*]} " == *" $port "* ]]; do port=$((20000 + RANDOM % 12000)); done
    PORTS[$server]=$port
  done
  save_values PORTS "$DIR/ports"
}

choose_passwords() {
  local name
  load_values PASSWORDS "$DIR/passwords"
  for name in SUPERUSER MASTER APP IDENTITY AUTHORIZER WORKER CLEANUP MAINTENANCE BACKUP MONITOR REDIS; do
    PASSWORDS[$name]=${PASSWORDS[$name]:-$(openssl rand -hex 24)}
  done
  save_values PASSWORDS "$DIR/passwords"
}

write_environment() {
  {
    echo "POSTGRES_HOST=localhost"
    echo "POSTGRES_PORT=${PORTS[postgresql]}"
    echo "PGBOUNCER_PORT=${PORTS[pgbouncer]}"
    echo "REDIS_PORT=${PORTS[redis]}"
    ! pid_of replica >/dev/null || echo "REPLICA_PORT=${PORTS[replica]}"
    ! pid_of replica_pooler >/dev/null || echo "REPLICA_PGBOUNCER_PORT=${PORTS[replica_pooler]}"
    ! pid_of s3 >/dev/null || echo "S3_ENDPOINT=http://localhost:${PORTS[s3]}"
    echo "CA_CERT=$DIR/ca.pem"
    echo "SUPERUSER=postgres"
    echo "MASTER_USER=statehouse_master"
    echo "DATABASE_NAME=statehouse"
    local name
    for name in SUPERUSER MASTER APP IDENTITY AUTHORIZER WORKER CLEANUP MAINTENANCE BACKUP MONITOR REDIS; do
      echo "${name}_PASSWORD=${PASSWORDS[$name]}"
    done
    echo "POSTGRES_LOG=$DATA/postgresql.log"
  } >"$DIR/servers.env.new"
  mv -f "$DIR/servers.env.new" "$DIR/servers.env"
}
