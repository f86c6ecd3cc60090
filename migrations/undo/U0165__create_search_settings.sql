ALTER TABLE app.search_spaces
    DROP COLUMN logs,
    DROP COLUMN settled_to,
    DROP COLUMN settled_since;
DROP TABLE app.search_settings;
DROP FUNCTION IF EXISTS app.audit_rows_of_search_settings();
