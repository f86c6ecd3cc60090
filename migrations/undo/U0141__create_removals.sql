ALTER TABLE app.workspaces DROP COLUMN removal_begun_at;
CALL app.audit_changes('app.workspaces');
DROP TABLE operations.removals;
