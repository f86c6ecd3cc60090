-- What the installation knows of itself stands in a schema of its own, `operations`: no tenant's rows, and no tenant's eyes. The
-- functions that work by schedule reach it by functions alone.

GRANT USAGE ON SCHEMA app TO statehouse_cleanup, statehouse_maintenance;
GRANT USAGE ON SCHEMA operations
    TO statehouse_app, statehouse_worker, statehouse_cleanup, statehouse_maintenance, statehouse_backup, statehouse_monitor;

-- One row for each due time of a function, however often its event comes.
CREATE TABLE operations.scheduled_runs (
    function text NOT NULL,
    due_at timestamptz NOT NULL,
    -- As the schedule names it; null for a run by hand.
    execution text,
    attempt smallint NOT NULL DEFAULT 1,
    alone boolean NOT NULL,
    dry_run boolean NOT NULL,
    outcome text NOT NULL DEFAULT 'running',
    started_at timestamptz NOT NULL DEFAULT now(),
    -- When Lambda ends it at the latest: whoever still stands as running then was lost.
    ends_by timestamptz NOT NULL,
    ended_at timestamptz,
    counts jsonb,
    error text,
    PRIMARY KEY (function, due_at),
    CONSTRAINT function_is_a_word CHECK (function ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT outcome_is_known CHECK (outcome IN ('running', 'succeeded', 'failed', 'lost')),
    CONSTRAINT the_end_has_a_time CHECK ((outcome = 'running') = (ended_at IS NULL)),
    CONSTRAINT error_is_short CHECK (length(error) <= 2000)
);
CREATE UNIQUE INDEX scheduled_runs_alone ON operations.scheduled_runs (function) WHERE alone AND outcome = 'running';
CREATE INDEX scheduled_runs_newest ON operations.scheduled_runs (started_at DESC);
