-- Projects by what their labels and settings contain, and those that are to go, oldest first.

-- Concurrent builds that were cut short leave invalid indexes of these names behind.
DROP INDEX CONCURRENTLY IF EXISTS app.projects_by_attributes;
DROP INDEX CONCURRENTLY IF EXISTS app.projects_to_purge;

CREATE INDEX CONCURRENTLY projects_by_attributes ON app.projects
    USING gin (workspace_id, labels jsonb_path_ops, settings jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX CONCURRENTLY projects_to_purge ON app.projects (deleted_at) WHERE deleted_at IS NOT NULL;
