DROP TABLE app.knowledge_uploads;
