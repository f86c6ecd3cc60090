DROP INDEX CONCURRENTLY IF EXISTS app.periodic_jobs_last_planned;
