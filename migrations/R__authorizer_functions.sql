-- What the authorizer may ask, before any workspace is known: one row by a key's public prefix. It may read nothing else.

CREATE OR REPLACE FUNCTION app.find_api_key(key_prefix text)
RETURNS TABLE (workspace_id uuid, id uuid, secret_sha256 bytea, role text, user_id uuid, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT k.workspace_id, k.id, k.secret_sha256, k.role, k.user_id, k.expires_at, k.revoked_at
    FROM app.api_keys k
    WHERE k.prefix = key_prefix
$$;

GRANT EXECUTE ON FUNCTION app.find_api_key(text) TO statehouse_authorizer;
