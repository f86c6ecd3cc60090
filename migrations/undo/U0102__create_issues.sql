DROP TABLE app.issues;
DROP FUNCTION IF EXISTS app.audit_rows_of_issues();
