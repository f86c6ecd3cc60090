-- For the references, whose models are removed one at a time.

-- A concurrent build that was cut short leaves an invalid index of this name behind.
DROP INDEX CONCURRENTLY IF EXISTS app.search_spaces_of_a_model;
DROP INDEX CONCURRENTLY IF EXISTS app.search_spaces_of_a_next_model;

CREATE INDEX CONCURRENTLY search_spaces_of_a_model ON app.search_spaces (workspace_id, embedding_model_id);
CREATE INDEX CONCURRENTLY search_spaces_of_a_next_model ON app.search_spaces (workspace_id, next_embedding_model_id);
