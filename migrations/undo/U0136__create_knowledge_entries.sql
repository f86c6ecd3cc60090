DROP TABLE app.knowledge_entries;
DROP FUNCTION IF EXISTS app.audit_rows_of_knowledge_entries();
