DROP FUNCTION IF EXISTS app.leave_workspaces(uuid);
