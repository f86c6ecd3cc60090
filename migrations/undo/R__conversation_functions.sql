DROP FUNCTION IF EXISTS app.fork_conversation(uuid, uuid, integer, text, text, jsonb);
DROP FUNCTION IF EXISTS app.conversation_context(uuid, integer, integer, bigint);
DROP FUNCTION IF EXISTS app.list_messages(uuid, integer, integer, boolean, integer, bigint);
DROP FUNCTION IF EXISTS app.messages_of_span(uuid, uuid, integer, integer, integer);
DROP FUNCTION IF EXISTS app.spans_of_conversation(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.visible_conversation(uuid);
