-- An account has an audit log of its own, kept like a workspace's under the person's id: what happened to the person's name,
-- password and logins, by whom and from where. What would tell who somebody was stands in it only as "changed": the log
-- outlives the account.

-- Where a request comes from, bound for work that concerns no workspace.
CREATE FUNCTION app.enter_outside(person uuid, origin text) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM set_config('app.workspace_id', '', true),
            set_config('app.person_id', coalesce(person::text, ''), true),
            set_config('app.origin', coalesce(origin, ''), true);
END
$$;
GRANT EXECUTE ON FUNCTION app.enter_outside(uuid, text) TO statehouse_identity;

-- app.write_audit_entries as it was, but for the column that names the log.
DO $$
BEGIN
    EXECUTE replace(
        pg_get_functiondef('app.write_audit_entries()'::regprocedure),
        $old$CASE TG_TABLE_NAME WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END$old$,
        $new$CASE WHEN TG_TABLE_NAME IN ('workspaces', 'users') THEN 'id' WHEN TG_TABLE_NAME LIKE 'user\_%' THEN 'user_id' ELSE 'workspace_id' END$new$);
END
$$;

-- What only moves with use is not told.
CALL app.audit_changes('app.users', '{username,email,first_name,last_name}', '{last_login_at}');
CALL app.audit_changes('app.user_passwords', '{hash}');
CALL app.audit_changes('app.user_sessions', '{token_sha256}', '{last_seen_at,expires_at,updated_at}');

-- That a login was refused; in nobody's log (that of the nil UUID) if the name was nobody's, so that both take as long. The
-- limits of logins are its limits too.
CREATE FUNCTION app.record_refused_login(person uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT app.append_audit_entries(
        ARRAY[ROW(coalesce(person, '00000000-0000-0000-0000-000000000000'), 'refuse', 'operations', 'POST /v1/sessions', NULL,
                  '{"reason": "wrong password"}'::jsonb, NULL, 'workspace')::app.audit_change]);
    SELECT true
$$;
GRANT EXECUTE ON FUNCTION app.record_refused_login(uuid) TO statehouse_identity;
