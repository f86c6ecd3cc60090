-- What comes again by the calendar. At each due time a job is enqueued; the row then says when the next one is, and whoever comes
-- a second time for the same due time finds it gone.

CREATE TABLE app.periodic_jobs (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    priority smallint NOT NULL DEFAULT 2,
    max_attempts smallint NOT NULL,
    -- Five fields: minute, hour, day of month, month, day of week.
    cron text NOT NULL,
    time_zone text NOT NULL,
    -- Null once no time will come.
    next_due_at timestamptz,
    last_due_at timestamptz,
    paused_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT periodic_jobs_name_unique UNIQUE (workspace_id, name),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200),
    CONSTRAINT kind_is_a_word CHECK (kind ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT payload_is_an_object CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT payload_is_bounded CHECK (length(payload::text) <= 100000),
    CONSTRAINT priority_is_a_level CHECK (priority BETWEEN 0 AND 3),
    CONSTRAINT attempts_are_few CHECK (max_attempts BETWEEN 1 AND 100),
    CONSTRAINT cron_is_short CHECK (length(cron) BETWEEN 9 AND 200),
    CONSTRAINT time_zone_is_short CHECK (length(time_zone) BETWEEN 1 AND 100)
);
CREATE INDEX periodic_jobs_first_due ON app.periodic_jobs (next_due_at) WHERE paused_at IS NULL;

CALL app.isolate_by_workspace('app.periodic_jobs');
CALL app.audit_changes('app.periodic_jobs', '{}', '{next_due_at,last_due_at,updated_at}');
GRANT SELECT, INSERT, UPDATE, DELETE ON app.periodic_jobs TO statehouse_app;
GRANT SELECT, UPDATE ON app.periodic_jobs TO statehouse_worker;
