-- Who is told of a workspace's events, where, and what came of it.

CREATE TABLE app.webhooks (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    description text NOT NULL DEFAULT '',
    -- Those of app.event_types, or * for all of them, also such as there will be.
    event_types text[] NOT NULL,
    active boolean NOT NULL DEFAULT true,
    -- When and why deliveries ended without anybody's doing.
    disabled_at timestamptz,
    disabled_reason text,
    -- Of the first failed attempt since the last that was not; NULL while all is well.
    failing_since timestamptz,
    -- Events in a row that were given up after their last attempt.
    dead_in_row integer NOT NULL DEFAULT 0,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200),
    CONSTRAINT url_is_an_https_url CHECK (url ~ '^https://[!-~]+$' AND length(url) <= 1000),
    CONSTRAINT description_is_short CHECK (length(description) <= 1000),
    CONSTRAINT event_types_are_words CHECK (
        cardinality(event_types) BETWEEN 1 AND 100 AND array_position(event_types, NULL) IS NULL
        AND array_to_string(event_types, ' ') ~ '^(\*|[a-z]+(-[a-z]+)*\.[a-z]+)( (\*|[a-z]+(-[a-z]+)*\.[a-z]+))*$'),
    CONSTRAINT disabled_reason_is_known CHECK (disabled_reason IN ('gone', 'failing')),
    CONSTRAINT disabled_is_inactive_for_a_reason CHECK (
        (disabled_at IS NULL) = (disabled_reason IS NULL) AND NOT (active AND disabled_at IS NOT NULL)),
    CONSTRAINT dead_are_counted CHECK (dead_in_row >= 0)
);

CALL app.isolate_by_workspace('app.webhooks');
CALL app.audit_changes('app.webhooks', '{}', '{failing_since,dead_in_row,updated_at}');
GRANT SELECT, INSERT, UPDATE, DELETE ON app.webhooks TO statehouse_app;
GRANT SELECT, UPDATE (active, disabled_at, disabled_reason, failing_since, dead_in_row, revision, updated_at)
    ON app.webhooks TO statehouse_worker;

-- What a webhook's deliveries are signed with, encrypted before it comes here. Who makes a secret has no right to read one: it
-- is added by the function below, and only the worker, who signs, may select. At most two at a time sign, the second one for
-- the time in which its receiver learns the first.
CREATE TABLE app.webhook_secrets (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    key_name text NOT NULL,
    ciphertext bytea NOT NULL,
    -- NULL of the present one.
    expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, webhook_id) REFERENCES app.webhooks (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT key_name_is_short CHECK (length(key_name) BETWEEN 1 AND 300),
    CONSTRAINT ciphertext_is_bounded CHECK (length(ciphertext) BETWEEN 32 AND 2000)
);
CREATE INDEX webhook_secrets_of_a_webhook ON app.webhook_secrets (workspace_id, webhook_id);

CALL app.isolate_by_workspace('app.webhook_secrets');
CALL app.audit_changes('app.webhook_secrets', '{ciphertext}');
GRANT SELECT ON app.webhook_secrets TO statehouse_worker;

-- Makes a secret the present one; the one before signs until its end as well. False if there is no such webhook.
CREATE FUNCTION app.add_webhook_secret(
    of_webhook uuid, new_id uuid, key_name text, ciphertext bytea, until timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    PERFORM FROM app.webhooks w WHERE w.workspace_id = workspace AND w.id = of_webhook FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM app.webhook_secrets s
    WHERE s.workspace_id = workspace AND s.webhook_id = of_webhook AND s.expires_at IS NOT NULL;
    UPDATE app.webhook_secrets s SET expires_at = until
    WHERE s.workspace_id = workspace AND s.webhook_id = of_webhook;
    INSERT INTO app.webhook_secrets (workspace_id, id, webhook_id, key_name, ciphertext)
    VALUES (workspace, new_id, of_webhook, add_webhook_secret.key_name, add_webhook_secret.ciphertext);
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION app.add_webhook_secret(uuid, uuid, text, bytea, timestamptz) TO statehouse_app;

-- Each attempt to deliver an event. A month's rows lie together, and leave together; there are no references, for the log may
-- outlive its webhook.
CREATE TABLE app.webhook_deliveries (
    workspace_id uuid NOT NULL,
    -- A UUIDv7, so its order is that of time.
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    job_id uuid NOT NULL,
    -- As it was sent, so that it can be sent again.
    event jsonb NOT NULL,
    attempt smallint NOT NULL,
    delivered boolean NOT NULL,
    -- Of the answer; NULL if none came.
    status smallint,
    duration_ms integer NOT NULL,
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT event_is_bounded CHECK (jsonb_typeof(event) = 'object' AND length(event::text) <= 65536),
    CONSTRAINT error_is_short CHECK (length(error) <= 200),
    CONSTRAINT failures_have_an_error CHECK (delivered = (error IS NULL))
) PARTITION BY RANGE (id);
CREATE INDEX webhook_deliveries_of_a_webhook ON app.webhook_deliveries (workspace_id, webhook_id, id);

CALL app.isolate_by_workspace('app.webhook_deliveries');
GRANT SELECT ON app.webhook_deliveries TO statehouse_app;
GRANT INSERT ON app.webhook_deliveries TO statehouse_worker;
SELECT app.make_partitions('app.webhook_deliveries', 24);
