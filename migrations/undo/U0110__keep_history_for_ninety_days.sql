ALTER TABLE app.workspaces ALTER COLUMN history_retention_days DROP DEFAULT;
