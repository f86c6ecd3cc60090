# PgBouncer in transaction mode: many clients share few connections, as behind a managed proxy.
# shellcheck shell=bash

# The limits per user are what bounds the whole: pools exist per user and database, and `max_db_connections` is per
# database, so that with many test databases neither would keep PgBouncer below PostgreSQL's max_connections. Their sum
# is 175 of 200. At its limit PgBouncer closes an idle connection of another pool of that user before it lets one wait.
# pgbouncer_configuration NAME SERVER: of the PgBouncer of this name, before that PostgreSQL.
pgbouncer_configuration() {
  cat <<TEXT
[databases]
; The certificate is checked against the address, so that no name needs to be looked up.
statehouse = host=127.0.0.1 port=${PORTS[$2]} min_pool_size=10 max_db_connections=130
; Databases of tests: no connections kept ready, they would be held for each of them.
* = host=127.0.0.1 port=${PORTS[$2]} min_pool_size=0 max_db_connections=70

[users]
statehouse_app = max_user_connections=60
statehouse_identity = max_user_connections=25
statehouse_authorizer = max_user_connections=25
statehouse_worker = max_user_connections=25
statehouse_cleanup = max_user_connections=5
statehouse_maintenance = max_user_connections=5
statehouse_master = max_user_connections=10
statehouse_backup = max_user_connections=5
statehouse_monitor = max_user_connections=5
postgres = max_user_connections=10

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${PORTS[$1]}
unix_socket_dir =
logfile = $DATA/$1.log
pidfile = $DATA/$1.pid
log_connections = 0
log_disconnections = 0

auth_type = scram-sha-256
auth_file = $DATA/userlist.txt
admin_users = postgres
stats_users = statehouse_monitor

client_tls_sslmode = require
client_tls_cert_file = $DATA/tls/server.pem
client_tls_key_file = $DATA/tls/server.key
; clients need no certificate, but without this line PgBouncer wants the system's CA bundle, which may not be there
client_tls_ca_file = $DATA/tls/ca.pem
client_tls_protocols = secure
server_tls_sslmode = verify-full
server_tls_ca_file = $DATA/tls/ca.pem
server_tls_protocols = secure

pool_mode = transaction
default_pool_size = 30
reserve_pool_size = 30
; seconds that a client waits before the reserve is opened
reserve_pool_timeout = 1
max_client_conn = 600
; Nothing is reset between transactions: in this mode PgBouncer would not send it, and nothing of ours may outlive a
; transaction. Sending DISCARD ALL each time would cost a round trip and hide such a fault from the tests.
server_reset_query =
; pgjdbc sends the first at every connect, and the other to the console, which understands no SET of it
ignore_startup_parameters = extra_float_digits,replication

; seconds: idle connections go soon, so that they do not hold a dropped test database
server_idle_timeout = 60
server_connect_timeout = 5
; after a failed connect, try again after a second (15 by default): PostgreSQL's restart is over by then
server_login_retry = 1
; a client without a connection gets its error before the gateway's 30 s
query_wait_timeout = 10
tcp_keepalive = 1
tcp_keepidle = 60
tcp_keepintvl = 15
tcp_keepcnt = 4
TEXT
}

# In plain text, which SCRAM towards the server needs; only the servers' user can read it.
pgbouncer_users() {
  printf '"%s" "%s"\n' postgres "${PASSWORDS[SUPERUSER]}" statehouse_master "${PASSWORDS[MASTER]}" \
    statehouse_app "${PASSWORDS[APP]}" statehouse_identity "${PASSWORDS[IDENTITY]}" statehouse_authorizer "${PASSWORDS[AUTHORIZER]}" \
    statehouse_worker "${PASSWORDS[WORKER]}" statehouse_cleanup "${PASSWORDS[CLEANUP]}" \
    statehouse_maintenance "${PASSWORDS[MAINTENANCE]}" statehouse_backup "${PASSWORDS[BACKUP]}" statehouse_monitor "${PASSWORDS[MONITOR]}"
}

start_pgbouncer() { start_pooler pgbouncer postgresql; }

# start_pooler NAME SERVER
start_pooler() {
  pgbouncer_configuration "$1" "$2" | put "$DATA/$1.ini"
  pgbouncer_users | put "$DATA/userlist.txt"
  rotate_log "$DATA/$1.log"
  as_server_user rm -f "$DATA/$1.pid" # of a machine that went down; a live one would not have come here
  ulimit -Sn "$(ulimit -Hn)"          # a descriptor per client and per connection
  as_server_user pgbouncer --daemon --quiet "$DATA/$1.ini"
  await "$1" "${PORTS[$1]}" 10
}
