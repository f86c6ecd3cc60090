# Redis is a cache, the truth is in PostgreSQL: nothing is saved, and old keys make room for new ones.
# shellcheck shell=bash

redis_configuration() {
  cat <<TEXT
bind 127.0.0.1
port 0
tls-port ${PORTS[redis]}
tls-cert-file "$DATA/tls/server.pem"
tls-key-file "$DATA/tls/server.key"
tls-ca-cert-file "$DATA/tls/ca.pem"
# Clients prove themselves by the password, not by certificates.
tls-auth-clients no
tls-protocols "TLSv1.2 TLSv1.3"
requirepass ${PASSWORDS[REDIS]}
maxmemory 256mb
maxmemory-policy allkeys-lru
appendonly no
save ""
dir "$DATA"
daemonize yes
pidfile "$DATA/redis.pid"
logfile "$DATA/redis.log"
# The default title names the address only; the file tells whose process it is.
proc-title-template "{title} {config-file}"
TEXT
}

start_redis() {
  redis_configuration | put "$DATA/redis.conf"
  as_server_user redis-server "$DATA/redis.conf"
  await redis "${PORTS[redis]}" 10
}
