-- The answer that a repeated POST gets again. The row is written in the transaction of the change that it answers for,
-- so that there is never one without the other, and it is never changed.

CREATE TABLE app.idempotency_keys (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    -- The API key that sent the request: another caller with the same key string is another request.
    caller_id uuid NOT NULL,
    key text NOT NULL,
    request_sha256 bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, caller_id, key),
    CONSTRAINT key_is_short CHECK (length(key) BETWEEN 1 AND 255),
    CONSTRAINT request_is_a_sha256 CHECK (length(request_sha256) = 32),
    CONSTRAINT only_successes_are_replayed CHECK (status BETWEEN 200 AND 299)
);

CREATE INDEX idempotency_keys_oldest_first ON app.idempotency_keys (created_at);

CALL app.isolate_by_workspace('app.idempotency_keys');
GRANT SELECT, INSERT ON app.idempotency_keys TO statehouse_app;
