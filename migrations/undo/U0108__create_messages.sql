DROP TABLE app.message_revisions;
DROP TABLE app.messages;
DROP FUNCTION IF EXISTS app.audit_rows_of_messages();
