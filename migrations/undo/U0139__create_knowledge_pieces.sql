DROP TABLE app.knowledge_pieces;
