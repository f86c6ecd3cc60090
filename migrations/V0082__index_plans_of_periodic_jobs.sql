-- Plans that were made by a clock which is ahead are found by their time, once a minute.

-- A concurrent build that was cut short leaves an invalid index of this name behind.
DROP INDEX CONCURRENTLY IF EXISTS app.periodic_jobs_last_planned;

CREATE INDEX CONCURRENTLY periodic_jobs_last_planned ON app.periodic_jobs (planned_at) WHERE paused_at IS NULL;
