# pgvector: the system's package if it is new enough, otherwise built from the next release's source package.
# shellcheck shell=bash

has_vector_package() {
  local version
  version=$(apt-cache policy "postgresql-$1-pgvector" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p')
  at_least "${version:-0.0}" 0.8
}

install_pgvector() {
  if has_vector_package "$PG_MAJOR"; then
    step "Installing pgvector" "$WORK/log" apt_get install "postgresql-$PG_MAJOR-pgvector"
    return
  fi
  step "Installing what builds pgvector" "$WORK/log" \
    without_services apt_get install "postgresql-server-dev-$PG_MAJOR" gcc libc6-dev make
  step "Fetching pgvector's source" "$WORK/log" fetch_pgvector
  step "Building pgvector" "$WORK/log" build_pgvector
}

# The suite after this one that has pgvector 0.8, by the systems whose PostgreSQL is new enough but pgvector is not.
next_suite() {
  local name
  name=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  case $name in
    bookworm) echo trixie ;;
    noble) echo resolute ;;
    *) fail "no suite is known that has pgvector 0.8 for '$name': install it for PostgreSQL $PG_MAJOR by hand" ;;
  esac
}

# shellcheck disable=SC2016
# The machine's own sources with the next suite's name, in a place of their own: apt checks signatures as ever, and the
# machine's lists stay untouched.
fetch_pgvector() {
  local suite uri release component
  suite=$(next_suite)
  while IFS='|' read -r uri release component; do
    [[ $release == "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" ]] || continue
    echo "deb-src $uri $suite $component"
  done < <(apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages') |
    sort -u >"$WORK/sources.list"
  [[ -s $WORK/sources.list ]] || fail "apt has no source for this suite"
  mkdir -p "$WORK/lists/partial" "$WORK/cache/archives/partial" "$WORK/pgvector"
  local private=(-o "Dir::Etc::SourceList=$WORK/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$WORK/lists" -o "Dir::Cache=$WORK/cache" -o APT::Sandbox::User=root)
  apt_get "${private[@]}" update
  cd "$WORK/pgvector" || return
  apt_get "${private[@]}" source --download-only pgvector
}

# For every processor of this kind, not only this very one (OPTFLAGS); without bitcode, which only jit would use.
build_pgvector() {
  cd "$WORK/pgvector" || return
  tar --extract --strip-components 1 --file pgvector_*.orig.tar.*
  make --silent -j "$(nproc)" OPTFLAGS= with_llvm=no PG_CONFIG="$PG_BIN/pg_config"
  umask 022
  make --silent install OPTFLAGS= with_llvm=no PG_CONFIG="$PG_BIN/pg_config"
}
