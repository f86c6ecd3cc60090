DROP INDEX CONCURRENTLY IF EXISTS app.agent_runs_reserving;
