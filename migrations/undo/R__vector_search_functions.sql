DROP FUNCTION IF EXISTS app.embedding_of_piece(integer, uuid, uuid, uuid);
DO $$
BEGIN
    -- Their arguments' types may be gone already.
    IF to_regtype('app.embedding_models') IS NOT NULL THEN
        DROP FUNCTION IF EXISTS app.meaning_of_row(app.search_scope, text[], app.embedding_models, uuid);
        DROP FUNCTION IF EXISTS app.rank_by_meaning(
            app.search_scope, app.embedding_models, public.halfvec, double precision, uuid, double precision, uuid, integer);
    END IF;
END
$$;
