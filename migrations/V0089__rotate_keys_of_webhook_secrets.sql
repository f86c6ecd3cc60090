-- A webhook's secret can be put under another key without being another secret. The worker does it, which alone decrypts them; who
-- asks for it is told under which keys they are, and sees no secret.

GRANT UPDATE (key_name, ciphertext) ON app.webhook_secrets TO statehouse_worker;

CREATE FUNCTION app.webhook_secret_keys() RETURNS TABLE (key_name text, secrets bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    RETURN QUERY
    SELECT s.key_name, count(*)
    FROM app.webhook_secrets s
    WHERE s.workspace_id = workspace
    GROUP BY s.key_name
    ORDER BY s.key_name
    LIMIT 100;
END
$$;
GRANT EXECUTE ON FUNCTION app.webhook_secret_keys() TO statehouse_app;
