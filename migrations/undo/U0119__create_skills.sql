DROP TABLE app.skills;
DROP FUNCTION IF EXISTS app.audit_rows_of_skills();
