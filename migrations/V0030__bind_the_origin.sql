-- Where a request comes from, bound in the same call as its workspace and its person, for the audit log to know.

DROP FUNCTION app.enter_workspace(uuid, uuid);

-- `origin` is four words with a space between: kind and id of the credential, address, request id. A word may be empty.
CREATE FUNCTION app.enter_workspace(workspace uuid, person uuid DEFAULT NULL, origin text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF workspace IS NULL THEN
        RAISE EXCEPTION 'a workspace is required' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM set_config('app.workspace_id', workspace::text, true),
            set_config('app.person_id', coalesce(person::text, ''), true),
            set_config('app.origin', coalesce(origin, ''), true);
END
$$;

GRANT EXECUTE ON FUNCTION app.enter_workspace(uuid, uuid, text) TO statehouse_app, statehouse_identity;
