DROP FUNCTION app.require_operator();

REVOKE INSERT (id, slug, name, settings),
       UPDATE (slug, name, plan, settings, history_retention_days, revision, updated_at)
    ON app.workspaces FROM statehouse_identity;
GRANT INSERT, UPDATE ON app.workspaces TO statehouse_identity;

ALTER TABLE app.workspaces DROP COLUMN operates;
