# What all parts use: messages, progress, files, processes, ports.
# shellcheck shell=bash

fail() {
  printf 'servers: %s\n' "$*" >&2
  exit 1
}

# step TITLE LOG COMMAND...: runs the command with its output in LOG. The line appears after a second, its duration at
# the end; a failure shows the end of LOG. `wait`, unlike `||`, keeps errexit alive inside the command.
step() {
  local title=$1 log=$2 began=$EPOCHSECONDS second work status=0 shown=
  shift 2
  sleep 1 >/dev/null 2>&1 9>&- &
  second=$!
  "$@" </dev/null >"$log" 2>&1 &
  work=$!
  wait -n "$second" "$work" || true
  if kill -0 "$work" 2>/dev/null; then
    shown=1
    printf '==> %s …' "$title" >&2
  fi
  wait "$work" || status=$?
  kill "$second" 2>/dev/null || true
  [[ -z $shown ]] || printf ' %d s\n' $((EPOCHSECONDS - began)) >&2
  ((status == 0)) || {
    tail -n 20 "$log" >&2
    fail "$title: failed; the output above is the end of it"
  }
}

# timed TITLE LOG COMMAND...: for work done side by side: one whole line at its end, if it took longer than a second.
timed() {
  local title=$1 log=$2 began=${EPOCHREALTIME/[.,]/} took
  shift 2
  "$@" </dev/null >"$log" 2>&1
  took=$(((${EPOCHREALTIME/[.,]/} - began) / 1000000))
  ((took < 1)) || printf '==> %s … %d s\n' "$title" "$took" >&2
}

# at_least 0.8.2 0.8: compares the first two numbers of a version.
at_least() {
  local have want
  IFS=. read -ra have <<<"$1"
  IFS=. read -ra want <<<"$2"
  local have_major=${have[0]:-0} have_minor=${have[1]:-0} want_major=${want[0]} want_minor=${want[1]:-0}
  ((have_major > want_major || (have_major == want_major && have_minor >= want_minor)))
}

is_root() { ((EUID == 0)); }

# PostgreSQL and PgBouncer refuse to run as root: as root, everything of theirs is done as `postgres`.
as_server_user() {
  if is_root; then
    setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/ "$@"
  else
    "$@"
  fi
}

# put FILE: standard input becomes FILE (0600, of the servers' user), whole or not at all. That user writes it itself:
# root never follows links in a directory of somebody else.
put() {
  # shellcheck disable=SC2016
  as_server_user sh -c 'umask 077; cat >"$1.new" && mv -f "$1.new" "$1"' put "$1"
}

# private_directory PATH: made (0700), or found to be the servers' user's own and closed to others.
private_directory() {
  as_server_user mkdir -m 700 "$1" 2>/dev/null || true
  [[ ! -L $1 && $(stat -c %U:%a "$1" 2>/dev/null) == "$(as_server_user id -un):700" ]] ||
    fail "$1 exists already and is not a private directory of $(as_server_user id -un)"
}

# process PIDFILE MARK: prints the process's id if it lives and its command line holds MARK; ids are reused.
process() {
  local pid
  { read -r pid <"$1"; } 2>/dev/null || return 1
  [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 1
  [[ $(tr '\0' ' ' <"/proc/$pid/cmdline") == *"$2"* ]] || return 1
  printf '%s\n' "$pid"
}

# gone PID SECONDS: waits until the process has ended.
gone() {
  local deadline=$((EPOCHSECONDS + $2))
  while [[ -d /proc/$1 && $(cut -d' ' -f3 "/proc/$1/stat" 2>/dev/null) != Z ]]; do
    ((EPOCHSECONDS < deadline)) || return 1
    sleep 0.05
  done
}

listening() { (exec 8<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# await NAME PORT SECONDS: until the server listens; fails at once if its process is gone after having been there.
await() {
  local deadline=$((EPOCHSECONDS + $3)) seen=
  until listening "$2"; do
    if pid_of "$1" >/dev/null; then seen=1; elif [[ $seen ]]; then
      echo "$1 ended while starting"
      return 1
    fi
    ((EPOCHSECONDS < deadline)) || {
      echo "$1 does not listen on port $2 after $3 s"
      return 1
    }
    sleep 0.05
  done
}
