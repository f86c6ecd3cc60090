# Finding the programs, and installing with apt those that are not there.
# shellcheck shell=bash

# missing_servers: a line for each program that is not there.
missing_servers() {
  if find_postgresql; then
    at_least "${PG_VECTOR:-0.0}" 0.8 || echo "pgvector 0.8 for PostgreSQL $PG_MAJOR"
  else
    printf '%s\n' "PostgreSQL 15 or newer with its contrib extensions" "pgvector 0.8"
  fi
  command -v pgbouncer >/dev/null || echo PgBouncer
  has_redis || echo "Redis 7 or newer"
  command -v openssl >/dev/null || echo openssl
  command -v curl >/dev/null || echo curl
}

has_redis() {
  command -v redis-cli >/dev/null && at_least "$(redis-server --version 2>/dev/null | sed -n 's/.* v=\([0-9.]*\).*/\1/p')" 7.0
}

install_servers() {
  [[ -n $(missing_servers) ]] || return 0
  command -v apt-get >/dev/null || fail "missing: $(list_missing). This machine has no apt-get: install them by its own means"
  if ! is_root; then
    if sudo -n true 2>/dev/null; then exec sudo -n "$HERE/servers" install; fi
    explain_by_hand
  fi
  cd /
  exec 9>>/run/statehouse-install.lock
  flock --nonblock 9 || {
    echo "==> Waiting for another installation" >&2
    flock 9
  }
  WORK=$(mktemp -d)
  chmod 755 "$WORK"
  trap 'rm -rf "$WORK"' EXIT
  install_missing
}

list_missing() { missing_servers | paste -sd, | sed 's/,/, /g'; }

# Again from the start: another installation may have run while this one waited for the lock.
install_missing() {
  [[ -n $(missing_servers) ]] || return 0
  step "Reading the package lists" "$WORK/log" apt_get update
  if ! find_postgresql; then
    step "Installing PostgreSQL $(packaged_postgresql)" "$WORK/log" install_postgresql "$(packaged_postgresql)"
  fi
  local packages=() titles=
  command -v openssl >/dev/null || packages+=(openssl) titles+=", openssl"
  command -v curl >/dev/null || packages+=(curl) titles+=", curl"
  command -v pgbouncer >/dev/null || packages+=(pgbouncer) titles+=", PgBouncer"
  has_redis || packages+=(redis-server) titles+=", Redis"
  [[ -z $titles ]] || step "Installing ${titles#, }" "$WORK/log" install_quiet_services "${packages[@]}"
  find_postgresql || fail "this suite's PostgreSQL is $(packaged_postgresql); 15 or newer is needed"
  at_least "${PG_VECTOR:-0.0}" 0.8 || install_pgvector
  [[ -z $(missing_servers) ]] || fail "still missing after the installation: $(list_missing)"
}

# The major version that the suite's metapackage stands for.
packaged_postgresql() {
  local major
  major=$(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]\+\)$/\1/p' | head -n 1)
  echo "${major:-15}"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes --no-install-recommends -o DPkg::Lock::Timeout=600 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# The package would create a cluster and start it. postgresql-common, installed first, is told not to; afterwards the
# file is as it was.
install_postgresql() {
  local file=/etc/postgresql-common/createcluster.conf
  without_services apt_get install postgresql-common
  cp -p "$file" "$WORK/createcluster.conf"
  trap 'cp -p "$WORK/createcluster.conf" "$file"' EXIT
  sed -i '/^[# ]*create_main_cluster/d' "$file"
  echo "create_main_cluster = false" >>"$file"
  without_services apt_get install "postgresql-$1"
}

# Newly installed PgBouncer and Redis do not run as services either, now or after the next boot.
install_quiet_services() {
  local package
  without_services apt_get install "$@"
  for package in "$@"; do
    [[ $package == pgbouncer || $package == redis-server ]] || continue
    update-rc.d "${package}" disable || true
  done
}

# without_services COMMAND...: while policy-rc.d says 101, Debian's packages start no services. One that is there
# already is its owner's and stays.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -e $policy ]] && ! grep -q "^# statehouse" "$policy"; then
    "$@"
    return
  fi
  printf '#!/bin/sh\n# statehouse: only while its servers are being installed\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@" || status=$?
  rm -f "$policy"
  return $status
}

explain_by_hand() {
  local packages=() major
  find_postgresql || packages+=("postgresql-$(packaged_postgresql)")
  major=${PG_MAJOR:-$(packaged_postgresql)}
  if ! at_least "${PG_VECTOR:-0.0}" 0.8; then
    if has_vector_package "$major"; then
      packages+=("postgresql-$major-pgvector")
    else
      packages+=("postgresql-server-dev-$major" gcc make)
    fi
  fi
  command -v pgbouncer >/dev/null || packages+=(pgbouncer)
  has_redis || packages+=(redis-server)
  command -v openssl >/dev/null || packages+=(openssl)
  command -v curl >/dev/null || packages+=(curl)
  {
    echo "servers: missing: $(list_missing)"
    echo "Installing needs root, and you are $(id -un), without sudo. As root, run once"
    echo "    $HERE/servers install"
    echo "which does the same as"
    echo "    apt-get update && apt-get install --no-install-recommends ${packages[*]}"
    [[ " ${packages[*]} " != *" gcc "* ]] ||
      echo "and then builds pgvector 0.8, for which this system has no package, from Debian's source package."
  } >&2
  exit 1
}
