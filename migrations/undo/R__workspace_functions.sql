DROP FUNCTION IF EXISTS app.workspaces_of(uuid, jsonb, uuid, integer);
DROP FUNCTION IF EXISTS app.workspace_of(uuid, text);
DROP FUNCTION IF EXISTS app.find_invitation(bytea);
