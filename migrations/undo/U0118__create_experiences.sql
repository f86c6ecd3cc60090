DROP TABLE app.experiences;
DROP FUNCTION IF EXISTS app.audit_rows_of_experiences();
