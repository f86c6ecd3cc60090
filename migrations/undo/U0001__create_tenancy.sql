DROP PROCEDURE app.hide_private_rows(regclass);
DROP PROCEDURE app.isolate_by_workspace(regclass, name);
DROP FUNCTION app.current_person();
DROP FUNCTION app.current_workspace();
DROP FUNCTION app.enter_workspace(uuid, uuid);

REVOKE USAGE ON SCHEMA app FROM statehouse_app, statehouse_authorizer, statehouse_backup, statehouse_monitor;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
