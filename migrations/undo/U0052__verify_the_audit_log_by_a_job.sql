REVOKE EXECUTE ON FUNCTION app.verify_audit_log(bigint, integer) FROM statehouse_worker;
