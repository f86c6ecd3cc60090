DROP TABLE app.style_guides;
DROP FUNCTION IF EXISTS app.audit_rows_of_style_guides();
