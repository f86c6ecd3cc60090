-- Search by what pieces mean. Called by app.search alone, which binds the workspace and the person.

-- The pieces nearest to a vector, nearest first.
--
-- Without an index of the workspace's own all its vectors are compared, and nothing is missed. With one, `approximate` tells that a nearer
-- piece may have been missed; if it finds fewer than are wanted though there may be more, all are compared after all. `scanned` is how
-- many the index looked at; NULL for all.
CREATE OR REPLACE FUNCTION app.rank_by_meaning(
    scope app.search_scope, model app.embedding_models, asked public.halfvec, least_score double precision, but_row uuid,
    after_score double precision, after_id uuid, need integer,
    OUT ids uuid[], OUT scores double precision[], OUT scanned integer, OUT approximate boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    own_index CONSTANT text := app.vector_index_name(scope.shards[1], model.id);
    few integer;
    are_all boolean;
BEGIN
    approximate := cardinality(scope.shards) = 1 AND scope.parent IS NULL AND EXISTS (
        SELECT FROM pg_index i WHERE i.indexrelid = to_regclass('app.' || own_index) AND i.indisvalid);
    IF approximate THEN
        PERFORM set_config(s.name, s.value, true)
        FROM (VALUES ('hnsw.iterative_scan', 'strict_order'), ('hnsw.ef_search', model.effort::text),
                     ('ivfflat.iterative_scan', 'relaxed_order'), ('ivfflat.probes', model.effort::text),
                     -- There is no other way to the order than by the index.
                     ('enable_sort', 'off')) AS s (name, value);
        EXECUTE format(
            'SELECT array_agg(f.id ORDER BY f.score DESC, f.id DESC), array_agg(f.score ORDER BY f.score DESC, f.id DESC)
             FROM (SELECT c.id, n.score
                   FROM app.%2$I e
                   CROSS JOIN LATERAL (
                       SELECT -(e.vector::public.halfvec(%1$s) OPERATOR(public.<#>) $1::public.halfvec(%1$s)) AS score) n
                   CROSS JOIN LATERAL (
                       SELECT s.id, s.row_id, s.parent_id
                       FROM app.chunks_in_scope(
                           ($2).shards, ($2).workspace, ($2).person, ($2).kinds, ($2).all_versions, ($2).parent, ($2).project,
                           ($2).owner, ($2).tags, ($2).metadata, ($2).since, ($2).until, ($2).aligning) s
                       WHERE s.id = e.chunk_id
                       OFFSET 0) c
                   WHERE e.model_id = %3$L AND e.vector IS NOT NULL
                     AND ($3 IS NULL OR (n.score, c.id) < ($4, $3)) AND ($5 IS NULL OR $5 NOT IN (c.row_id, c.parent_id))
                   ORDER BY e.vector::public.halfvec(%1$s) OPERATOR(public.<#>) $1::public.halfvec(%1$s)
                   LIMIT $6) f',
            model.dimensions, 'embeddings_' || scope.shards[1], model.id)
        INTO ids, scores
        USING asked, scope, after_id, after_score, but_row, need;
        PERFORM set_config('enable_sort', 'on', true);
        scanned := model.effort;
        approximate := cardinality(scores) = need OR scores[cardinality(scores)] < least_score;
        ids := ids[1 : (SELECT count(*) FROM unnest(scores) s WHERE s >= least_score)];
        scores := scores[1 : cardinality(ids)];
    END IF;
    IF approximate IS NOT TRUE THEN
        approximate := false;
        scanned := NULL;
        IF scope.parent IS NULL THEN
            -- Pieces are looked at from the nearest on, until there are enough: most are never read. The nearest few are found in half the
            -- time that it takes to bring all into their order, and nearly always they do.
            few := 4 * need + 40;
            LOOP
                WITH nearest AS MATERIALIZED (
                    SELECT e.chunk_id, -(e.vector OPERATOR(public.<#>) asked) AS score
                    FROM app.embeddings e
                    WHERE e.shard = ANY (scope.shards) AND e.workspace_id = scope.workspace AND e.model_id = model.id
                      AND e.vector IS NOT NULL
                      AND (after_id IS NULL OR (-(e.vector OPERATOR(public.<#>) asked), e.chunk_id) < (after_score, after_id))
                    ORDER BY score DESC, e.chunk_id DESC
                    LIMIT few
                )
                SELECT array_agg(f.id ORDER BY f.score DESC, f.id DESC), array_agg(f.score ORDER BY f.score DESC, f.id DESC),
                       few IS NULL OR (SELECT count(*) < few OR min(score) < least_score FROM nearest)
                INTO ids, scores, are_all
                FROM (
                    SELECT c.id, n.score
                    FROM nearest n
                    CROSS JOIN LATERAL (
                        SELECT s.id, s.row_id, s.parent_id
                        FROM app.chunks_in_scope(
                            scope.shards, scope.workspace, scope.person, scope.kinds, scope.all_versions, scope.parent, scope.project,
                            scope.owner, scope.tags, scope.metadata, scope.since, scope.until, scope.aligning) s
                        WHERE s.id = n.chunk_id
                        OFFSET 0) c
                    WHERE n.score >= least_score AND (but_row IS NULL OR but_row NOT IN (c.row_id, c.parent_id))
                    LIMIT need) f;
                EXIT WHEN are_all OR cardinality(ids) = need;
                few := NULL;
            END LOOP;
        ELSE
            SELECT array_agg(f.id ORDER BY f.score DESC, f.id DESC), array_agg(f.score ORDER BY f.score DESC, f.id DESC)
            INTO ids, scores
            FROM (
                SELECT c.id, n.score
                FROM app.chunks_in_scope(
                    scope.shards, scope.workspace, scope.person, scope.kinds, scope.all_versions, scope.parent, scope.project,
                    scope.owner, scope.tags, scope.metadata, scope.since, scope.until, scope.aligning) c
                JOIN app.embeddings e
                  ON e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.shard = c.shard AND e.model_id = model.id
                CROSS JOIN LATERAL (SELECT -(e.vector OPERATOR(public.<#>) asked) AS score) n
                WHERE n.score >= least_score
                  AND (after_id IS NULL OR (n.score, c.id) < (after_score, after_id)) AND (but_row IS NULL OR but_row NOT IN (c.row_id, c.parent_id))
                ORDER BY n.score DESC, c.id DESC
                LIMIT need) f;
        END IF;
    END IF;
    ids := coalesce(ids, '{}');
    scores := coalesce(scores, '{}');
END
$$;

-- What a row means, or what it has parts of: the middle of its pieces' vectors; NULL if none has one. `pieces` counts those that the person
-- may find, whether they have one or not; of many some will do.
CREATE OR REPLACE FUNCTION app.meaning_of_row(
    scope app.search_scope, readable text[], model app.embedding_models, of_row uuid, OUT middle public.halfvec, OUT pieces bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
    SELECT CASE WHEN model.normalised THEN public.l2_normalize(public.avg(e.vector)) ELSE public.avg(e.vector) END, count(*)
    FROM (SELECT c.*
          FROM app.chunks_in_scope(
              scope.shards, scope.workspace, scope.person, readable, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, scope.aligning) c
          WHERE c.row_id = of_row OR c.parent_id = of_row
          LIMIT 1000) c
    LEFT JOIN app.embeddings e
      ON e.shard = c.shard AND e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.model_id = model.id
$$;

-- How far a piece's vector is: `ready`, `pending` or `failed: ` and why; NULL if it is to have none.
CREATE OR REPLACE FUNCTION app.embedding_of_piece(of_shard integer, of_workspace uuid, piece uuid, model uuid) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN e.vector IS NOT NULL THEN 'ready' WHEN e.failure IS NULL THEN 'pending' ELSE 'failed: ' || e.failure END
    FROM app.embeddings e
    WHERE e.shard = of_shard AND e.workspace_id = of_workspace AND e.chunk_id = piece AND e.model_id = model
$$;
