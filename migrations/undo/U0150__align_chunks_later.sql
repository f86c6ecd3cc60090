ALTER TYPE app.search_scope DROP ATTRIBUTE aligning;
DROP TABLE app.chunk_backlog;
