-- The tenant of a transaction: how a workspace and a person are bound, read and enforced.
--
-- Every later migration relies on three rules made here: nothing is executable unless it is granted, the binding ends
-- with its transaction, and asking for the workspace when none is bound is an error rather than an empty answer.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA app TO statehouse_app, statehouse_authorizer, statehouse_backup, statehouse_monitor;

-- A function, because RDS Proxy pins a session on a bare set_config but not on a call of a stored function
-- (Amazon RDS User Guide, "Avoiding pinning an RDS Proxy").
CREATE FUNCTION app.enter_workspace(workspace uuid, person uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF workspace IS NULL THEN
        RAISE EXCEPTION 'a workspace is required' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM set_config('app.workspace_id', workspace::text, true);
    PERFORM set_config('app.person_id', coalesce(person::text, ''), true);
END
$$;

-- After its transaction a local setting reads '' rather than NULL, so both mean "none bound". SH001 is a code of our own: a
-- missing binding is a fault of the program, never the caller's.
CREATE FUNCTION app.current_workspace() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bound text := current_setting('app.workspace_id', true);
BEGIN
    IF bound IS NULL OR bound = '' THEN
        RAISE EXCEPTION 'no workspace is bound to this transaction'
            USING ERRCODE = 'SH001', HINT = 'Call app.enter_workspace first, in the same transaction.';
    END IF;
    RETURN bound::uuid;
END
$$;

-- NULL when the caller acts for no person: such a caller sees no private rows. As loud as current_workspace, because
-- whichever of a table's policies comes first decides how an unbound statement fails.
CREATE FUNCTION app.current_person() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.current_workspace();
    RETURN nullif(current_setting('app.person_id', true), '')::uuid;
END
$$;

GRANT EXECUTE ON FUNCTION app.enter_workspace(uuid, uuid), app.current_workspace(), app.current_person() TO statehouse_app;

-- One form for every tenant table. A permissive policy alone could be widened by the next one, since permissive
-- policies are OR-ed; a restrictive policy alone shows nothing. The sub-select makes the function run once a query.
CREATE PROCEDURE app.isolate_by_workspace(tenant_table regclass, workspace_column name DEFAULT 'workspace_id')
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY application_rows ON %s AS PERMISSIVE TO statehouse_app USING (true) WITH CHECK (true)', tenant_table);
    EXECUTE format(
        'CREATE POLICY own_workspace ON %s AS RESTRICTIVE TO PUBLIC
             USING (%2$I = (SELECT app.current_workspace())) WITH CHECK (%2$I = (SELECT app.current_workspace()))',
        tenant_table, workspace_column);
END
$$;

-- For rows that belong to a person: `private` ones are their owner's alone, whatever the role inside the workspace.
CREATE PROCEDURE app.hide_private_rows(tenant_table regclass)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'CREATE POLICY own_private_rows ON %s AS RESTRICTIVE TO PUBLIC
             USING (visibility = ''workspace'' OR owner_id = (SELECT app.current_person()))
             WITH CHECK (visibility = ''workspace'' OR owner_id = (SELECT app.current_person()))',
        tenant_table);
END
$$;

REVOKE EXECUTE ON PROCEDURE app.isolate_by_workspace(regclass, name), app.hide_private_rows(regclass) FROM PUBLIC;
