-- Workspaces that are made from now on. Those that were there keep their history for ever until an owner decides otherwise: nothing
-- of theirs goes that they were not told of.
ALTER TABLE app.workspaces ALTER COLUMN history_retention_days SET DEFAULT 90;
