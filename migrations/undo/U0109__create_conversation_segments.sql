DROP TABLE app.conversation_segments;
