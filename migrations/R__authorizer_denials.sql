-- What the authorizer may write down: that a credential was refused because it is revoked or expired, because the request named
-- another workspace than a key's own, or because a token is not one that its issuer's row accepts. Of a key or session it names the
-- credential and proves its secret, so nobody's log can be written to by who only knows of a credential; why it was refused is
-- looked up here. Of a token only the authorizer can know, for it alone checks signatures. Of one credential and reason there is at most one entry a minute; the rest are counted. Nobody waits for another's: whoever
-- comes while one is being written is counted as well.

DROP FUNCTION IF EXISTS app.write_denial(uuid, uuid, text, uuid, text, text, text);

-- The entry, under an origin of its own: no workspace is bound where credentials are judged.
CREATE OR REPLACE FUNCTION app.write_denial(
    workspace uuid, person uuid, via text, credential uuid, subject text, address text, operation text, reason text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_try_advisory_xact_lock(hashtextextended('denial ' || credential || ' ' || reason, 0)) THEN
        -- A statement of its own: it sees what was written until the lock was had.
        IF NOT EXISTS (
            SELECT
            FROM app.audit_entries e
            WHERE e.workspace_id = workspace AND e.credential_id = credential AND e.action = 'refuse'
              AND e.id >= app.first_id(now() - interval '1 minute') AND e.after ->> 'reason' = reason)
        THEN
            PERFORM app.enter_workspace(
                workspace, person, concat_ws(' ', via, credential, left(replace(address, ' ', ''), 45), '', subject));
            -- The denial is answered once this is written, for which the log's newest link is needed. It is asked for here and
            -- not at commit, for whoever gets it too late is counted.
            PERFORM set_config('lock_timeout', '100ms', true);
            PERFORM app.record_event(
                'refuse', 'operations', left(operation, 500),
                jsonb_build_object('reason', reason) || app.take_omitted_refusals(workspace, credential));
            SET CONSTRAINTS app.linked_at_commit IMMEDIATE;
            RETURN true;
        END IF;
    END IF;
    PERFORM app.omit_refusal(workspace, credential, via, person);
    RETURN false;
EXCEPTION
    WHEN lock_not_available THEN
        PERFORM app.omit_refusal(workspace, credential, via, person);
        RETURN false;
END
$$;

-- Whether it was written: not of a valid key, nor of one whose secret was not shown.
CREATE OR REPLACE FUNCTION app.note_denied_key(
    workspace uuid, key_id uuid, shown_sha256 bytea, address text, operation text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT app.write_denial(k.workspace_id, k.user_id, 'key', k.id, NULL, address, operation,
                                CASE WHEN k.expires_at <= now() AND k.revoked_at IS NULL THEN 'expired' ELSE 'revoked' END)
        FROM app.api_keys k
        LEFT JOIN app.memberships m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
        LEFT JOIN app.users u ON u.id = m.user_id AND u.deleted_at IS NULL
        WHERE k.workspace_id = workspace AND k.id = key_id AND k.secret_sha256 = shown_sha256
          AND (k.revoked_at IS NOT NULL OR k.expires_at <= now() OR (k.user_id IS NOT NULL AND u.id IS NULL))), false)
$$;

-- The same of a session: in the log of the workspace that the request named if its person belongs there, or else in that of the
-- person's account.
CREATE OR REPLACE FUNCTION app.note_denied_session(
    workspace uuid, session_id uuid, shown_sha256 bytea, address text, operation text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT app.write_denial(coalesce(m.workspace_id, s.user_id), s.user_id, 'session', s.id, NULL, address, operation,
                                CASE WHEN s.revoked_at IS NULL AND u.deleted_at IS NULL THEN 'expired' ELSE 'revoked' END)
        FROM app.user_sessions s
        JOIN app.users u ON u.id = s.user_id
        LEFT JOIN app.memberships m ON m.workspace_id = workspace AND m.user_id = s.user_id
        WHERE s.id = session_id AND s.token_sha256 = shown_sha256
          AND (s.revoked_at IS NOT NULL OR u.deleted_at IS NOT NULL OR s.expires_at <= now())), false)
$$;

-- A key that was shown for another workspace: its own is told, though not which one it was.
CREATE OR REPLACE FUNCTION app.note_misdirected_key(
    workspace uuid, key_id uuid, shown_sha256 bytea, address text, operation text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT app.write_denial(k.workspace_id, k.user_id, 'key', k.id, NULL, address, operation, 'another workspace')
        FROM app.api_keys k
        WHERE k.workspace_id = workspace AND k.id = key_id AND k.secret_sha256 = shown_sha256), false)
$$;

-- A token that its issuer signed, but not so that it would be accepted. The credential is the issuer's row, as in all entries of
-- tokens: whoever can have many subjects signed gets no more entries for it.
CREATE OR REPLACE FUNCTION app.note_denied_token(
    workspace uuid, issuer_id uuid, subject text, address text, operation text, reason text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT app.write_denial(
            i.workspace_id, NULL, 'token', i.id, left(replace(subject, ' ', ''), 255), address, operation, reason)
        FROM app.token_issuers i
        WHERE i.workspace_id = workspace AND i.id = issuer_id
          AND reason IN ('expired', 'not yet valid', 'another audience', 'required scope missing')), false)
$$;

-- Whose log tells of a credential, and its person if it acts for one; nothing if there is no such credential.
CREATE OR REPLACE FUNCTION app.find_bearer(workspace uuid, via text, credential uuid)
RETURNS TABLE (log uuid, person uuid)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT k.workspace_id, k.user_id
    FROM app.api_keys k
    WHERE via = 'key' AND k.workspace_id = workspace AND k.id = credential
    UNION ALL
    SELECT coalesce(m.workspace_id, s.user_id), s.user_id
    FROM app.user_sessions s
    LEFT JOIN app.memberships m ON m.workspace_id = workspace AND m.user_id = s.user_id
    WHERE via = 'session' AND s.id = credential
    UNION ALL
    SELECT i.workspace_id, NULL
    FROM app.token_issuers i
    WHERE via = 'token' AND i.workspace_id = workspace AND i.id = credential
$$;

-- Requests of a credential that a limit refused, for its next entry or the cleanup's.
CREATE OR REPLACE FUNCTION app.count_limited(workspace uuid, via text, credential uuid, requests bigint, since timestamptz)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH counted AS (
        INSERT INTO app.omitted_refusals (workspace_id, id, credential_id, via, person_id, refusals, created_at)
        SELECT b.log, gen_random_uuid(), credential, via, b.person, requests, least(since, now())
        FROM app.find_bearer(workspace, via, credential) b
        RETURNING 1
    )
    SELECT count(*) > 0 FROM counted
$$;

-- The same, and an entry for the latest of them if there was none within a minute. Redis counted them, so that a refusal costs no
-- write here: only the authorizer knows of them.
CREATE OR REPLACE FUNCTION app.note_limited(
    workspace uuid, via text, credential uuid, subject text, address text, operation text, requests bigint, since timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF requests > 1 THEN
        PERFORM app.count_limited(workspace, via, credential, requests - 1, since);
    END IF;
    RETURN coalesce((
        SELECT app.write_denial(
            b.log, b.person, via, credential, left(replace(subject, ' ', ''), 255), address, operation, 'rate limit')
        FROM app.find_bearer(workspace, via, credential) b), false);
END
$$;

GRANT EXECUTE ON FUNCTION app.count_limited(uuid, text, uuid, bigint, timestamptz) TO statehouse_cleanup;
GRANT EXECUTE ON FUNCTION
    app.note_denied_key(uuid, uuid, bytea, text, text), app.note_denied_session(uuid, uuid, bytea, text, text),
    app.note_limited(uuid, text, uuid, text, text, text, bigint, timestamptz),
    app.note_denied_token(uuid, uuid, text, text, text, text), app.note_misdirected_key(uuid, uuid, bytea, text, text)
TO statehouse_authorizer;
