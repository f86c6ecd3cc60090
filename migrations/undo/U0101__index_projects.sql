DROP INDEX CONCURRENTLY IF EXISTS app.projects_to_purge;
DROP INDEX CONCURRENTLY IF EXISTS app.projects_by_attributes;
