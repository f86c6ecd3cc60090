-- A webhook that was disabled without anybody's doing is told of by mail: for each owner of its workspace a job is enqueued by
-- the very change, so that no message is sent of what did not happen, and none is forgotten.

CREATE FUNCTION app.enqueue_webhook_notices() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    units CONSTANT bigint := floor(extract(epoch FROM now_at) * 4096000)::bigint;
BEGIN
    -- One job for each, so that one address that takes no message does not keep the others from theirs.
    INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts)
    SELECT m.workspace_id, app.id_at(units + row_number() OVER (ORDER BY m.user_id)), 'webhook-notice',
           jsonb_build_object('webhookId', NEW.id, 'ownerId', m.user_id), now_at, 10
    FROM app.memberships m
    WHERE m.workspace_id = NEW.workspace_id AND m.role = 'owner';
    RETURN NULL;
END
$$;
CREATE TRIGGER enqueue_webhook_notices AFTER UPDATE OF disabled_at ON app.webhooks
    FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
    EXECUTE FUNCTION app.enqueue_webhook_notices();

-- Where an owner of the bound workspace is written to; NULL if the person is none, or has proved no address. This is all that the
-- worker learns of people.
CREATE FUNCTION app.owner_address(person uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT u.email
    FROM app.memberships m
    JOIN app.users u ON u.id = m.user_id
    WHERE m.workspace_id = app.current_workspace() AND m.user_id = person AND m.role = 'owner'
      AND u.email_verified_at IS NOT NULL AND u.deleted_at IS NULL
$$;
GRANT EXECUTE ON FUNCTION app.owner_address(uuid) TO statehouse_worker;
