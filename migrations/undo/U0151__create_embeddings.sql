ALTER TYPE app.search_question DROP ATTRIBUTE like_kinds;
ALTER TYPE app.search_question DROP ATTRIBUTE like_row;
ALTER TYPE app.search_question DROP ATTRIBUTE given;
ALTER TYPE app.search_question DROP ATTRIBUTE meaning_weight;
ALTER TYPE app.search_question DROP ATTRIBUTE text_weight;
ALTER TYPE app.search_question DROP ATTRIBUTE rank_constant;
ALTER TYPE app.search_question DROP ATTRIBUTE threshold;
ALTER TYPE app.search_question DROP ATTRIBUTE vector;
ALTER TYPE app.search_question DROP ATTRIBUTE model_id;
ALTER TYPE app.search_question DROP ATTRIBUTE mode;
ALTER TYPE app.search_question RENAME TO word_question;

DROP TABLE app.embeddings;

ALTER TABLE app.search_spaces
    DROP COLUMN embedding_model_id,
    DROP COLUMN next_embedding_model_id;

DROP TABLE app.embedding_models;
DROP FUNCTION app.audit_rows_of_embedding_models();

CREATE OR REPLACE PROCEDURE app.make_chunk_shard(number integer)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    part CONSTANT text := format('app.%I', 'chunks_' || number);
BEGIN
    EXECUTE format('CREATE TABLE %s (LIKE app.chunks INCLUDING ALL)', part);
    CALL app.isolate_by_workspace(part::regclass);
    EXECUTE format('ALTER TABLE app.chunks ATTACH PARTITION %s FOR VALUES IN (%s)', part, number);
END
$$;
