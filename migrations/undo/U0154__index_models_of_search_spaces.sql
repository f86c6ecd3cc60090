DROP INDEX CONCURRENTLY IF EXISTS app.search_spaces_of_a_next_model;
DROP INDEX CONCURRENTLY IF EXISTS app.search_spaces_of_a_model;
