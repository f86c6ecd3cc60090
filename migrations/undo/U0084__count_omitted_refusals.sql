CREATE OR REPLACE FUNCTION app.record_refusal(operation text, reason text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    credential CONSTANT uuid := nullif(split_part(current_setting('app.origin', true), ' ', 2), '')::uuid;
BEGIN
    IF 20 <= (
        SELECT count(*)
        FROM (SELECT
              FROM app.audit_entries e
              WHERE e.workspace_id = workspace AND e.credential_id = credential AND e.action = 'refuse'
                AND e.id >= app.first_id(now() - interval '1 minute')
              LIMIT 20) AS recent)
    THEN
        RETURN false;
    END IF;
    PERFORM app.record_event('refuse', 'operations', left(operation, 500), jsonb_build_object('reason', left(reason, 500)));
    RETURN true;
END
$$;

DROP FUNCTION app.take_omitted_refusals(uuid, uuid), app.omit_refusal(uuid, uuid, text, uuid),
    app.omitted_details(numeric, timestamptz);
DROP TABLE app.omitted_refusals;
