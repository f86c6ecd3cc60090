DROP TABLE app.chunks;
DROP TABLE app.search_spaces;
