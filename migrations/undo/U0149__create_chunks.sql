DROP PROCEDURE app.make_chunk_shard(integer);
DROP TYPE app.word_question;
DROP TYPE app.search_word;
DROP TYPE app.search_scope;
DROP TYPE app.chunk_draft;
DROP TABLE app.chunks;
DROP TABLE app.search_spaces;
