-- A job checks the whole log of its workspace, however long it is.
GRANT EXECUTE ON FUNCTION app.verify_audit_log(bigint, integer) TO statehouse_worker;
