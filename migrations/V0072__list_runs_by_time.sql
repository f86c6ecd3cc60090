-- Operators read runs of all functions, the latest due first.

DROP INDEX CONCURRENTLY IF EXISTS operations.scheduled_runs_latest_due;
CREATE INDEX CONCURRENTLY scheduled_runs_latest_due ON operations.scheduled_runs (due_at DESC, function DESC);
