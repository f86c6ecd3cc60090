CREATE INDEX CONCURRENTLY memberships_of_a_user ON app.memberships (user_id);
DROP INDEX CONCURRENTLY IF EXISTS app.memberships_of_a_user_by_workspace;
DROP INDEX CONCURRENTLY IF EXISTS app.workspaces_by_settings;
