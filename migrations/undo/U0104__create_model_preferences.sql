DROP TABLE app.model_preferences;
DROP FUNCTION IF EXISTS app.audit_rows_of_model_preferences();
