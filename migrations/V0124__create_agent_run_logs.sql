-- What runs say while they run.
--
-- Lines come in batches, with ids that their writers choose: UUIDv7, over which the partitions range. A batch that is sent again meets
-- the primary key. That key is the only index: it lists a run's lines in the order of their ids, and counts them by level without
-- looking at them. An id is its run's own, so that nobody learns whether another run has it.

-- There are no references: a run is looked up by the statement that writes, and takes its lines along when it goes.
CREATE TABLE app.agent_run_logs (
    workspace_id uuid NOT NULL,
    run_id uuid NOT NULL,
    id uuid NOT NULL,
    level text NOT NULL,
    message text NOT NULL,
    data jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, run_id, id) INCLUDE (level),
    CONSTRAINT level_is_known CHECK (level IN ('debug', 'info', 'warn', 'error')),
    CONSTRAINT message_is_bounded CHECK (length(message) <= 8000),
    CONSTRAINT data_is_object CHECK (jsonb_typeof(data) = 'object')
) PARTITION BY RANGE (id);

CALL app.isolate_by_workspace('app.agent_run_logs');
GRANT SELECT, INSERT ON app.agent_run_logs TO statehouse_app;
SELECT app.make_partitions('app.agent_run_logs', 24);

INSERT INTO operations.retentions (relation, keep_months, archive) VALUES ('agent_run_logs', 3, false);
