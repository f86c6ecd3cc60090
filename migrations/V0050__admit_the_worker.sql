-- A role of its own for the worker, which claims jobs of all workspaces by functions that no other role may call, and runs each
-- of them bound to the job's workspace. Which tables a job's kind may touch is a matter of grants, kind by kind.

GRANT USAGE ON SCHEMA app TO statehouse_worker;
GRANT EXECUTE ON FUNCTION app.enter_workspace(uuid, uuid, text), app.current_workspace(), app.current_person() TO statehouse_worker;

CREATE OR REPLACE PROCEDURE app.isolate_by_workspace(tenant_table regclass, workspace_column name DEFAULT 'workspace_id')
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY application_rows ON %s AS PERMISSIVE TO statehouse_app, statehouse_identity, statehouse_worker
             USING (true) WITH CHECK (true)',
        tenant_table);
    EXECUTE format(
        'CREATE POLICY own_workspace ON %s AS RESTRICTIVE TO PUBLIC
             USING (%2$I = (SELECT app.current_workspace())) WITH CHECK (%2$I = (SELECT app.current_workspace()))',
        tenant_table, workspace_column);
END
$$;

DO $$
DECLARE
    policy record;
BEGIN
    FOR policy IN
        SELECT c.oid::regclass AS tenant_table
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE p.polname = 'application_rows' AND c.relnamespace = 'app'::regnamespace
    LOOP
        EXECUTE format('ALTER POLICY application_rows ON %s TO statehouse_app, statehouse_identity, statehouse_worker',
                       policy.tenant_table);
    END LOOP;
END
$$;
