# One certificate for all servers of a directory, and the authority that clients check it against.
# shellcheck shell=bash

tls_is_fresh() {
  [[ -e $DIR/ca.pem ]] &&
    as_server_user openssl x509 -in "$DATA/tls/server.pem" -noout -checkend $((30 * 86400)) >/dev/null 2>&1
}

# The authority's key is deleted once it has signed: nothing can join this set of servers later, and a renewal makes a
# new authority.
issue_certificates() {
  local folder=$DATA/tls curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -sha256)
  private_directory "$folder"
  as_server_user openssl req -x509 "${curve[@]}" -days 3650 -subj "/CN=Statehouse local authority $(openssl rand -hex 4)" \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$folder/ca.key" -out "$folder/ca.pem"
  as_server_user openssl req "${curve[@]}" -subj /CN=localhost -keyout "$folder/server.key" -out "$folder/server.csr"
  printf '%s\n' subjectAltName=DNS:localhost,IP:127.0.0.1 basicConstraints=critical,CA:FALSE \
    keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth | put "$folder/extensions"
  as_server_user openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" \
    -set_serial "0x$(openssl rand -hex 16)" -days 1825 -sha256 -extfile "$folder/extensions" -out "$folder/server.pem"
  as_server_user rm "$folder/ca.key" "$folder/server.csr" "$folder/extensions"
  as_server_user cat "$folder/ca.pem" >"$DIR/ca.pem.new"
  mv -f "$DIR/ca.pem.new" "$DIR/ca.pem"
}
