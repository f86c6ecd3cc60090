DROP TABLE app.conversations;
DROP FUNCTION IF EXISTS app.audit_rows_of_conversations();
