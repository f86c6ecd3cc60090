-- What the authorizer may ask, before any workspace is known. It may read nothing else.
--
-- Each call for a key or a session answers with one and, in the same flight, notes at most once a minute that it was used.
-- Only who shows the right digest leaves such a note: a forged token must not keep a session alive. The digest is also compared in the
-- function's own code, in constant time; here a comparison that takes longer for a longer common beginning tells nothing,
-- since nobody can choose what a SHA-256 begins with and go on from there.
--
-- SKIP LOCKED, because whoever changes the row at this moment must not hold up a request. Nor does the disk: such a note may be
-- lost in a crash, and is made again a minute later. Nothing is updated where nothing is due: an UPDATE of no row runs the triggers
-- too, and those of the audit log take longer than the look-up. In PL/pgSQL, which keeps the plans.

DROP FUNCTION IF EXISTS app.find_api_key(text);
DROP FUNCTION IF EXISTS app.find_api_key(text, bytea);
DROP FUNCTION IF EXISTS app.find_session(uuid, bytea, uuid, text);
DROP FUNCTION IF EXISTS app.find_token_issuer(uuid, text, text, text[]);

-- A key acts with the lesser of its own role and its member's present one; `role` is NULL if the member has left.
CREATE FUNCTION app.find_api_key(key_prefix text, shown_sha256 bytea)
RETURNS TABLE (
    id uuid, secret_sha256 bytea, expires_at timestamptz, revoked_at timestamptz, scopes text, user_id uuid, role text,
    workspace_id uuid, workspace_slug text, plan text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM
    FROM app.api_keys k
    WHERE k.prefix = key_prefix AND k.secret_sha256 = shown_sha256 AND k.revoked_at IS NULL
      AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute')
    FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE app.api_keys k SET last_used_at = now() WHERE k.prefix = key_prefix;
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    RETURN QUERY
    SELECT k.id, k.secret_sha256, k.expires_at, coalesce(k.revoked_at, w.removal_begun_at), array_to_string(k.scopes, ' '), k.user_id,
           CASE
               WHEN k.user_id IS NULL THEN k.role
               WHEN u.id IS NULL THEN NULL
               WHEN array_position(roles.ascending, k.role) < array_position(roles.ascending, m.role) THEN k.role
               ELSE m.role
           END,
           w.id, w.slug, w.plan
    FROM app.api_keys k
    JOIN app.workspaces w ON w.id = k.workspace_id
    LEFT JOIN app.memberships m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
    LEFT JOIN app.users u ON u.id = m.user_id AND u.deleted_at IS NULL
    CROSS JOIN (SELECT ARRAY['viewer', 'editor', 'admin', 'owner']) AS roles (ascending)
    WHERE k.prefix = key_prefix;
END
$$;

-- A session, and its person's place in one workspace, named by its id or else its slug. The workspace's columns are NULL if
-- there is no such workspace or the person does not belong to it: the two look alike. Use moves the session's expiry on.
CREATE FUNCTION app.find_session(session_id uuid, shown_sha256 bytea, named_id uuid, named_slug text)
RETURNS TABLE (
    id uuid, token_sha256 bytea, expires_at timestamptz, ends_at timestamptz, revoked_at timestamptz, user_id uuid,
    workspace_id uuid, role text, plan text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM
    FROM app.user_sessions s
    WHERE s.id = session_id AND s.token_sha256 = shown_sha256 AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at < now() - interval '1 minute'
    FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE app.user_sessions s
        SET last_seen_at = now(), expires_at = least(now() + interval '24 hours', s.ends_at)
        WHERE s.id = session_id;
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    RETURN QUERY
    SELECT s.id, s.token_sha256, s.expires_at, s.ends_at, coalesce(s.revoked_at, u.deleted_at), s.user_id, place.workspace_id,
           place.role, place.plan
    FROM app.user_sessions s
    JOIN app.users u ON u.id = s.user_id
    LEFT JOIN LATERAL (
        SELECT w.id, m.role, w.plan
        FROM app.workspaces w
        JOIN app.memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id
        WHERE (w.id = named_id OR (named_id IS NULL AND w.slug = named_slug)) AND w.removal_begun_at IS NULL
    ) AS place (workspace_id, role, plan) ON true
    WHERE s.id = session_id;
END
$$;

-- The issuer that a workspace, named by its id or else its slug, trusts with a token of this `iss` and these `aud`. Of several
-- it is the one with the least role: a token that is for two of them does no more than either allows. If none has such an
-- audience it is one that has another: the token is refused, but whether it was that issuer's can be told.
CREATE FUNCTION app.find_token_issuer(named_id uuid, named_slug text, token_issuer text, token_audiences text[])
RETURNS TABLE (
    id uuid, issuer text, audience text, algorithms text, required_scope text, jwks_url text, role text, scopes text,
    workspace_id uuid, plan text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT i.id, i.issuer, i.audience, array_to_string(i.algorithms, ' '), i.required_scope, i.jwks_url, i.role,
           array_to_string(i.scopes, ' '), w.id, w.plan
    FROM app.workspaces w
    JOIN app.token_issuers i ON i.workspace_id = w.id
    WHERE (w.id = named_id OR (named_id IS NULL AND w.slug = named_slug)) AND w.removal_begun_at IS NULL
      AND i.issuer = token_issuer AND i.active
    ORDER BY i.audience = ANY (token_audiences) DESC, array_position(ARRAY['viewer', 'editor', 'admin'], i.role), i.id
    LIMIT 1;
END
$$;

GRANT EXECUTE ON FUNCTION
    app.find_api_key(text, bytea), app.find_session(uuid, bytea, uuid, text), app.find_token_issuer(uuid, text, text, text[])
TO statehouse_authorizer;
