# The local stack: the servers, the gateway and the functions behind it, in localstack/.data.
# shellcheck shell=bash

ROOT=$(cd "$HERE/.." && pwd)
STACK=$HERE/.data
ENV_FILE=$HERE/.env
BUCKET=statehouse-uploads

say() { printf '==> %s\n' "$*" >&2; }

# A line of a KEY=value file; empty if it is not there.
value_of() { [[ ! -e $1 ]] || sed -n "s/^$2=//p" "$1" | tail -n 1; }

# The JDK that runs the functions: 25, as Lambda's java25.
find_java25() {
  local home
  for home in "${JAVA_HOME:-}" "$(realpath "$(command -v java)" 2>/dev/null | sed 's|/bin/java$||')" /usr/lib/jvm/*; do
    if [[ -x $home/bin/java ]] && grep -q '^JAVA_VERSION="25[."]' "$home/release" 2>/dev/null; then
      JAVA25=$home/bin/java
      return 0
    fi
  done
  fail "a JDK 25 is needed: install one under /usr/lib/jvm, or let JAVA_HOME name it"
}

# Packages the functions again if a source is newer than the last time.
build() {
  local stamp=$STACK/built
  if [[ -e $stamp ]] && [[ -z $(find "$ROOT/pom.xml" "$ROOT/template.yaml" "$ROOT/migrations" "$ROOT/shared" "$ROOT/functions" \
    "$HERE/src" "$HERE/pom.xml" "$HERE/s3/pom.xml" -name target -prune -o -type f -newer "$stamp" -print -quit) ]]; then
    return 0
  fi
  command -v mvn >/dev/null || fail "Maven 3.8 or newer is needed: apt-get install maven"
  step "Building the functions (the first time, Maven fetches its libraries: minutes)" "$STACK/build.log" \
    mvn --quiet --batch-mode --file "$ROOT/pom.xml" -Pfast package
  touch "$stamp"
}

start_stack_servers() {
  S3_LIB=$HERE/s3/target/lib "$HERE/servers" start "$STACK/servers"
  [[ -z ${REPLICA:-} ]] || "$HERE/servers" start-replica "$STACK/servers"
  SERVERS=$STACK/servers/servers.env
  curl --silent --fail --output /dev/null --request PUT "$(value_of "$SERVERS" S3_ENDPOINT)/$BUCKET" || true
}

# The key of stored credentials, made once: without it they are lost.
credential_keys() {
  local file=$STACK/credential-keys
  if [[ ! -s $file ]]; then
    (umask 077 && printf 'local-1 %s\n' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')" >"$file")
  fi
  printf '%s' "$file"
}

# What a webhook's receiver shows itself with when it is tried out here, and all that the worker trusts.
receiver_certificate() {
  local file=$STACK/receiver
  [[ -s $file.pem ]] ||
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -sha256 -days 3650 -subj /CN=localhost \
      -addext subjectAltName=DNS:localhost -keyout "$file.key" -out "$file.pem" 2>/dev/null
  printf '%s' "$file.pem"
}

# Parameters of the template, and what only this machine knows: each function's own role and password.
write_values() {
  local file=$STACK/values role
  value() { printf '%s=%s\n' "$1" "$2"; }
  {
    value DatabaseProxyHost localhost
    value DatabaseProxyPort "$(value_of "$SERVERS" PGBOUNCER_PORT)"
    if [[ -n ${REPLICA:-} ]]; then
      value DatabaseReaderHost localhost
      value DatabaseReaderPort "$(value_of "$SERVERS" REPLICA_PGBOUNCER_PORT)"
      value DatabaseReaderCa "$(value_of "$SERVERS" CA_CERT)"
    fi
    value DatabaseDirectHost localhost
    value DatabaseDirectPort "$(value_of "$SERVERS" POSTGRES_PORT)"
    value DatabaseName "$(value_of "$SERVERS" DATABASE_NAME)"
    value DatabaseProxyCa "$(value_of "$SERVERS" CA_CERT)"
    value DatabaseDirectCa "$(value_of "$SERVERS" CA_CERT)"
    value RedisHost localhost
    value RedisPort "$(value_of "$SERVERS" REDIS_PORT)"
    value RedisCa "$(value_of "$SERVERS" CA_CERT)"
    value UploadsBucket "$BUCKET"
    value AuthorizerFunction.DATABASE_USER statehouse_authorizer
    value AuthorizerFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" AUTHORIZER_PASSWORD)"
    value AuthorizerFunction.REDIS_PASSWORD "$(value_of "$SERVERS" REDIS_PASSWORD)"
    value IdentityFunction.MAIL_FOLDER "$STACK/mail"
    value IdentityFunction.DATABASE_USER statehouse_identity
    value IdentityFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" IDENTITY_PASSWORD)"
    value IdentityFunction.CREDENTIAL_KEY_FILE "$(credential_keys)"
    value IdentityFunction.REDIS_PASSWORD "$(value_of "$SERVERS" REDIS_PASSWORD)"
    for role in CrudFunction SearchFunction; do
      value "$role.DATABASE_USER" statehouse_app
      value "$role.DATABASE_PASSWORD" "$(value_of "$SERVERS" APP_PASSWORD)"
      value "$role.REDIS_PASSWORD" "$(value_of "$SERVERS" REDIS_PASSWORD)"
    done
    value MaintenanceFunction.DATABASE_USER statehouse_maintenance
    value MaintenanceFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" MAINTENANCE_PASSWORD)"
    value SessionCleanupFunction.DATABASE_USER statehouse_cleanup
    value SessionCleanupFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" CLEANUP_PASSWORD)"
    value SessionCleanupFunction.REDIS_PASSWORD "$(value_of "$SERVERS" REDIS_PASSWORD)"
    value WorkerFunction.DATABASE_USER statehouse_worker
    value WorkerFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" WORKER_PASSWORD)"
    value WorkerFunction.REDIS_PASSWORD "$(value_of "$SERVERS" REDIS_PASSWORD)"
    value WorkerFunction.CREDENTIAL_KEY_FILE "$(credential_keys)"
    value WorkerFunction.MAIL_FOLDER "$STACK/mail"
    value WorkerFunction.WEBHOOK_CA "$(receiver_certificate)"
    value WorkerFunction.WEBHOOK_PRIVATE_ADDRESSES true
    value CrudFunction.CREDENTIAL_KEY_FILE "$(credential_keys)"
    value SearchFunction.CREDENTIAL_KEY_FILE "$(credential_keys)"
    for role in SearchFunction WorkerFunction; do
      value "$role.EMBEDDING_ALLOW_PRIVATE_ENDPOINTS" true
    done
    value DatabasePooler pgbouncer
    value MonitorFunction.DATABASE_USER statehouse_monitor
    value MonitorFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" MONITOR_PASSWORD)"
    value MonitorFunction.REDIS_PASSWORD "$(value_of "$SERVERS" REDIS_PASSWORD)"
    for role in CrudFunction IdentityFunction; do
      value "$role.WORKER_FUNCTION_ARN" arn:aws:lambda:eu-central-1:123456789012:function:WorkerFunction:live
    done
    value CrudFunction.AWS_ENDPOINT_URL_S3 "$(value_of "$SERVERS" S3_ENDPOINT)"
    value MaintenanceFunction.AWS_ENDPOINT_URL_S3 "$(value_of "$SERVERS" S3_ENDPOINT)"
    value SessionCleanupFunction.AWS_ENDPOINT_URL_S3 "$(value_of "$SERVERS" S3_ENDPOINT)"
    value WorkerFunction.AWS_ENDPOINT_URL_S3 "$(value_of "$SERVERS" S3_ENDPOINT)"
    value MigrateFunction.DATABASE_USER "$(value_of "$SERVERS" MASTER_USER)"
    value MigrateFunction.DATABASE_PASSWORD "$(value_of "$SERVERS" MASTER_PASSWORD)"
    for role in APP IDENTITY AUTHORIZER WORKER CLEANUP MAINTENANCE BACKUP MONITOR; do
      value "MigrateFunction.${role}_PASSWORD" "$(value_of "$SERVERS" "${role}_PASSWORD")"
    done
  } >"$file"
}

start_gateway() {
  rm -f "$STACK/gateway.env"
  local arguments=(--template "$ROOT/template.yaml" --directory "$STACK" --runtime "$HERE/target/runtime" --values "$STACK/values")
  [[ -z ${PORT:-} ]] || arguments+=(--port "$PORT")
  setsid "$JAVA25" -Xmx256m -XX:+UseSerialGC -cp "$HERE/target/classes:$HERE/target/fast-classes:$HERE/target/lib/*" \
    dev.statehouse.localstack.Gateway "${arguments[@]}" </dev/null >"$STACK/gateway.log" 2>&1 &
  GATEWAY=$!
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    [[ ! -e $STACK/gateway.env ]] || return 0
    kill -0 "$GATEWAY" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$STACK/gateway.log" >&2
  fail "the gateway did not start; the output above is the end of its log"
}

# Migrates, and makes the demo workspace the first time. Its key is shown once, so it is kept in .env.
migrate() {
  local answer key
  answer=$(run_function migrate '{"workspace":{"slug":"demo","name":"Demo","ownerEmail":"demo@example.org","plan":"unlimited"}}') ||
    fail "the migration failed: $STACK/logs/MigrateFunction.log tells why"
  key=$(sed -n 's/.*"apiKey":"\([A-Za-z0-9_]*\)".*/\1/p' <<<"$answer")
  key=${key:-$(value_of "$ENV_FILE" API_KEY)}
  [[ -n $key ]] || fail "the demo workspace's key is lost with $ENV_FILE: start again with --fresh"
  printf 'BASE_URL=%s\nAPI_KEY=%s\n' "$(value_of "$STACK/gateway.env" BASE_URL)" "$key" >"$ENV_FILE"
}

# run_function NAME [EVENT]: invokes a function, or a schedule, once; prints its answer.
run_function() {
  local admin
  admin=$(value_of "$STACK/gateway.env" ADMIN_URL)
  [[ -n $admin ]] || fail "the local stack is not up: localstack/up starts it"
  curl --silent --show-error --fail-with-body --request POST --data-binary "${2:-}" "$admin/run/$1"
}

stop_stack() {
  local pid tries
  pid=$(value_of "$STACK/gateway.env" GATEWAY_PID)
  if [[ -n $pid ]] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "localstack.Gateway.*$STACK "; then
    kill -TERM "$pid"
    for ((tries = 0; tries < 100; tries++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  fi
  rm -f "$STACK/gateway.env"
  [[ ! -d $STACK/servers ]] || "$HERE/servers" stop "$STACK/servers"
}

gateway_is_up() {
  local base
  base=$(value_of "$STACK/gateway.env" BASE_URL)
  [[ -n $base ]] && curl --silent --fail --output /dev/null --max-time 2 "$base/_localstack/health"
}
