DROP TABLE app.knowledge_texts;
