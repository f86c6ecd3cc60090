DROP TABLE app.identities;
DROP FUNCTION IF EXISTS app.audit_rows_of_identities();
