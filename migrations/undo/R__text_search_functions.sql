DROP FUNCTION IF EXISTS app.search(jsonb, jsonb, integer);
DROP FUNCTION IF EXISTS app.facets_of_pieces(integer[], uuid, uuid[], text[]);
DROP FUNCTION IF EXISTS app.rank_by_spelling(
    app.search_scope, text, double precision, double precision, uuid, integer, integer);
DROP FUNCTION IF EXISTS app.chunk_source(uuid, text, uuid);
DROP FUNCTION IF EXISTS app.excerpt(text, text, tsquery);
DROP FUNCTION IF EXISTS app.words_that_begin(app.search_scope, text[], integer);
DROP FUNCTION IF EXISTS app.read_question(text[], text, text[], text[]);
DROP FUNCTION IF EXISTS app.rank_by_words(
    app.search_scope, bigint, app.search_word[], tsquery, tsquery, double precision, uuid, integer, integer);
DROP FUNCTION IF EXISTS app.any_word(text[], integer, integer);
DROP FUNCTION IF EXISTS app.weigh_search_words(app.search_scope, bigint, text[], integer[], integer);
DROP FUNCTION IF EXISTS app.quoted_word(text);
DROP FUNCTION IF EXISTS app.parents_to_align(app.search_scope);
DROP FUNCTION IF EXISTS app.chunks_in_scope(
    integer[], uuid, uuid, text[], boolean, uuid, uuid, uuid, text[], jsonb, timestamptz, timestamptz, uuid[]);
