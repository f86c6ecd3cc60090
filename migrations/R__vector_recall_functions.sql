-- How much an index of vectors misses: some questions are kept, and maintenance asks them again, of the index and of all vectors.

-- Keeps a question's vector in place of another of the model's.
CREATE OR REPLACE FUNCTION app.keep_search_sample(of_model uuid, asked text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO app.search_samples (workspace_id, model_id, number, vector)
    SELECT m.workspace_id, m.id, floor(random() * 100)::integer, asked::public.halfvec
    FROM app.embedding_models m
    WHERE m.workspace_id = app.current_workspace() AND m.id = of_model AND m.dimensions = public.vector_dims(asked::public.halfvec)
    ON CONFLICT (workspace_id, model_id, number) DO UPDATE SET vector = EXCLUDED.vector, created_at = now();
    RETURN FOUND;
END
$$;
GRANT EXECUTE ON FUNCTION app.keep_search_sample(uuid, text) TO statehouse_app;

-- The models whose indexes are to be measured, those that were least recently first.
CREATE OR REPLACE FUNCTION app.indexes_to_measure()
RETURNS TABLE (workspace_id uuid, model_id uuid, name text, effort integer, recall real)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.workspace_id, m.id, m.name, m.effort, m.recall
    FROM app.vector_indexes() v
    JOIN app.embedding_models m ON m.id = v.model_id
    JOIN app.search_spaces s ON s.workspace_id = m.workspace_id AND s.embedding_model_id = m.id
    WHERE v.is_valid AND EXISTS (SELECT FROM app.search_samples p WHERE p.workspace_id = m.workspace_id AND p.model_id = m.id)
    ORDER BY m.recall_at NULLS FIRST, m.id
$$;
REVOKE EXECUTE ON FUNCTION app.indexes_to_measure() FROM PUBLIC;

-- Of the ten pieces nearest to kept questions, the share that the index finds. Of two equally near pieces one is as good as the other.
CREATE OR REPLACE FUNCTION app.measure_recall(of_workspace uuid, of_model uuid, most integer) RETURNS real
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model app.embedding_models;
    own_shard integer;
    sample public.halfvec;
    by_index app.search_scope;
    by_all app.search_scope;
    exact double precision[];
    found double precision[];
    wanted integer := 0;
    got integer := 0;
BEGIN
    SELECT * INTO model FROM app.embedding_models m WHERE m.workspace_id = of_workspace AND m.id = of_model;
    SELECT s.shard INTO own_shard FROM app.search_spaces s WHERE s.workspace_id = of_workspace;
    by_index := jsonb_populate_record(
        NULL::app.search_scope,
        jsonb_build_object('shards', jsonb_build_array(own_shard), 'workspace', of_workspace, 'all_versions', true));
    by_all := by_index;
    -- A second shard, though it is the same, keeps the index out of it.
    by_all.shards := ARRAY[own_shard, own_shard];
    FOR sample IN
        SELECT p.vector
        FROM app.search_samples p
        WHERE p.workspace_id = of_workspace AND p.model_id = of_model
        ORDER BY p.created_at DESC
        LIMIT most
    LOOP
        SELECT r.scores INTO exact FROM app.rank_by_meaning(by_all, model, sample, '-infinity', NULL, NULL, NULL, 10) r;
        SELECT r.scores INTO found FROM app.rank_by_meaning(by_index, model, sample, '-infinity', NULL, NULL, NULL, 10) r;
        wanted := wanted + cardinality(exact);
        got := got + (SELECT count(*) FROM unnest(found) f WHERE f >= exact[cardinality(exact)] - 1e-6);
    END LOOP;
    IF wanted = 0 THEN
        RETURN NULL;
    END IF;
    UPDATE app.embedding_models m
    SET recall = least(1, got::real / wanted), recall_at = now()
    WHERE m.workspace_id = of_workspace AND m.id = of_model
    RETURNING m.recall INTO model.recall;
    RETURN model.recall;
END
$$;
REVOKE EXECUTE ON FUNCTION app.measure_recall(uuid, uuid, integer) FROM PUBLIC;

-- Lets searches of a model's index try harder, by half as much again; answers how hard they try then, NULL if they can't try harder.
CREATE OR REPLACE FUNCTION app.raise_effort(of_workspace uuid, of_model uuid) RETURNS integer
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE app.embedding_models m
    SET effort = least(1000, m.effort + m.effort / 2 + 1)
    WHERE m.workspace_id = of_workspace AND m.id = of_model AND m.effort < 1000
    RETURNING m.effort
$$;
REVOKE EXECUTE ON FUNCTION app.raise_effort(uuid, uuid) FROM PUBLIC;
