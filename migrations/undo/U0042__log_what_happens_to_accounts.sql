DROP FUNCTION app.record_refused_login(uuid);
DROP TRIGGER audit_insert ON app.users;
DROP TRIGGER audit_update ON app.users;
DROP TRIGGER audit_delete ON app.users;
DROP TRIGGER audit_insert ON app.user_passwords;
DROP TRIGGER audit_update ON app.user_passwords;
DROP TRIGGER audit_delete ON app.user_passwords;
DROP TRIGGER audit_insert ON app.user_sessions;
DROP TRIGGER audit_update ON app.user_sessions;
DROP TRIGGER audit_delete ON app.user_sessions;
DO $$
BEGIN
    EXECUTE replace(
        pg_get_functiondef('app.write_audit_entries()'::regprocedure),
        $new$CASE WHEN TG_TABLE_NAME IN ('workspaces', 'users') THEN 'id' WHEN TG_TABLE_NAME LIKE 'user\_%' THEN 'user_id' ELSE 'workspace_id' END$new$,
        $old$CASE TG_TABLE_NAME WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END$old$);
END
$$;
DROP FUNCTION app.enter_outside(uuid, text);
