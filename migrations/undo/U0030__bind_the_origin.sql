DROP FUNCTION app.enter_workspace(uuid, uuid, text);

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

GRANT EXECUTE ON FUNCTION app.enter_workspace(uuid, uuid) TO statehouse_app, statehouse_identity;
