-- What runs that go on reserve is asked of them alone: they are few, however many there were.

-- A concurrent build that was cut short leaves an invalid index of this name behind.
DROP INDEX CONCURRENTLY IF EXISTS app.agent_runs_reserving;

CREATE INDEX CONCURRENTLY agent_runs_reserving ON app.agent_runs (workspace_id, project_id)
    WHERE status IN ('queued', 'running', 'waiting', 'paused') AND deleted_at IS NULL AND reserved_microusd > 0;
