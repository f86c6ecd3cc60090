-- The list of a person's workspaces: by settings, and newest first without a sort.

-- A concurrent build that was cut short leaves an invalid index of its name behind.
DROP INDEX CONCURRENTLY IF EXISTS app.workspaces_by_settings;
DROP INDEX CONCURRENTLY IF EXISTS app.memberships_of_a_user_by_workspace;

CREATE INDEX CONCURRENTLY workspaces_by_settings ON app.workspaces USING gin (settings jsonb_path_ops);
CREATE INDEX CONCURRENTLY memberships_of_a_user_by_workspace ON app.memberships (user_id, workspace_id);

DROP INDEX CONCURRENTLY IF EXISTS app.memberships_of_a_user;
