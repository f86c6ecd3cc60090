-- How pieces get their vectors: whoever writes pieces says, in the same transaction, by which models they wait for one, and the worker
-- makes them by batches. The triggers are SECURITY DEFINER: whoever writes a text may not write here. What the worker and a search call
-- takes the workspace from the binding.

-- Sees to it that a job makes the vectors that wait. The job's end locks its row first and looks then whether any wait
-- (Leases.completing); so the row is locked here as long as this transaction lasts, and if it is gone, there is to be another.
CREATE OR REPLACE FUNCTION app.call_for_embedding(of_workspace uuid) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = notice
AS $$
BEGIN
    LOOP
        PERFORM FROM app.jobs j
        WHERE j.workspace_id = of_workspace AND j.kind = 'embedding' AND j.unique_key = 'embedding'
        FOR KEY SHARE;
        EXIT WHEN FOUND;
        INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts, unique_key)
        VALUES (of_workspace, app.id_at((extract(epoch FROM clock_timestamp()) * 4096000)::bigint), 'embedding', '{}', clock_timestamp(), 20,
                'embedding')
        ON CONFLICT (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING;
        IF FOUND THEN
            -- Whoever wrote wakes the worker once it has committed (V0087).
            RAISE NOTICE 'an embedding was enqueued' USING ERRCODE = 'SH003';
            EXIT;
        END IF;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION app.call_for_embedding(uuid) FROM PUBLIC;

-- Locks how the workspace is searched, so that no model becomes its next one, or its own, between this and the end of the transaction.
CREATE OR REPLACE FUNCTION app.await_embeddings() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    space record;
BEGIN
    FOR space IN
        SELECT s.workspace_id, array_remove(ARRAY[s.embedding_model_id, s.next_embedding_model_id], NULL) AS models
        FROM app.search_spaces s
        -- Lines of logs, which come by themselves, get none.
        WHERE s.workspace_id IN (SELECT w.workspace_id FROM written w WHERE w.kind <> 'log')
          AND (s.embedding_model_id IS NOT NULL OR s.next_embedding_model_id IS NOT NULL)
        FOR KEY SHARE
    LOOP
        INSERT INTO app.embeddings (shard, workspace_id, chunk_id, model_id)
        SELECT w.shard, w.workspace_id, w.id, m.id
        FROM written w
        -- Of those whose vectors callers bring nobody waits for any.
        JOIN app.embedding_models m
          ON m.workspace_id = space.workspace_id AND m.id = ANY (space.models) AND m.provider <> 'caller'
        WHERE w.workspace_id = space.workspace_id AND w.search <> '';
        IF FOUND THEN
            PERFORM app.call_for_embedding(space.workspace_id);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER await_embeddings AFTER INSERT ON app.chunks
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.await_embeddings();

-- Lets the workspace be searched by a model of its, as soon as all its pieces have the model's vectors; by none, if it is NULL. Until then
-- the one of before serves. One whose vectors callers bring has all that it will have, and serves at once. Vectors that another model made stay while it is there. False if there is no such model.
CREATE OR REPLACE FUNCTION app.choose_embedding_model(of_model uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    made boolean;
BEGIN
    SELECT m.provider <> 'caller' INTO made
    FROM app.embedding_models m
    WHERE m.workspace_id = workspace AND m.id = of_model AND m.removed_at IS NULL
    FOR SHARE;
    IF NOT FOUND AND of_model IS NOT NULL THEN
        RETURN false;
    END IF;
    INSERT INTO app.search_spaces AS s (workspace_id) VALUES (workspace) ON CONFLICT DO NOTHING;
    UPDATE app.search_spaces s
    SET embedding_model_id = CASE WHEN made THEN s.embedding_model_id ELSE of_model END,
        next_embedding_model_id = CASE WHEN made THEN nullif(of_model, s.embedding_model_id) END, updated_at = now()
    WHERE s.workspace_id = workspace;
    IF made THEN
        PERFORM app.call_for_embedding(workspace);
    END IF;
    RETURN true;
END
$$;

-- Hides a model until its vectors are gone; false if there is none, or if searches use it or callers brought vectors of it, which are nowhere
-- else. Deleted ones lose theirs.
CREATE OR REPLACE FUNCTION app.remove_embedding_model(of_model uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    -- Whoever chooses it or brings a vector of it holds its row; so what is read next is what there will be.
    PERFORM FROM app.embedding_models m WHERE m.workspace_id = workspace AND m.id = of_model FOR UPDATE;
    IF EXISTS (SELECT FROM app.search_spaces s
               WHERE s.workspace_id = workspace AND of_model IN (s.embedding_model_id, s.next_embedding_model_id))
       OR EXISTS (SELECT FROM app.vectors v WHERE v.workspace_id = workspace AND v.model_id = of_model AND v.deleted_at IS NULL) THEN
        RETURN false;
    END IF;
    UPDATE app.embedding_models m
    SET removed_at = now(), updated_at = now()
    WHERE m.workspace_id = workspace AND m.id = of_model AND m.removed_at IS NULL;
    RETURN FOUND;
END
$$;

-- The next pieces that want a vector, of the model that serves before the next one's. Those that were written before their model was
-- chosen are noted down by the way.
CREATE OR REPLACE FUNCTION app.pieces_to_embed(most integer)
RETURNS TABLE (model_id uuid, chunk_id uuid, content text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    space app.search_spaces;
    workspace CONSTANT uuid := app.current_workspace();
    one uuid;
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = workspace;
    FOREACH one IN ARRAY array_remove(ARRAY[space.embedding_model_id, space.next_embedding_model_id], NULL) LOOP
        FOR attempt IN 1 .. 2 LOOP
            RETURN QUERY
            SELECT e.model_id, e.chunk_id, concat_ws(E'\n', nullif(c.title, ''), c.content)
            FROM app.embeddings e
            JOIN app.chunks c ON c.workspace_id = e.workspace_id AND c.id = e.chunk_id AND c.shard = e.shard
            WHERE e.workspace_id = workspace AND e.model_id = one AND e.vector IS NULL AND e.failure IS NULL
            ORDER BY e.chunk_id
            LIMIT most;
            IF FOUND THEN
                RETURN;
            END IF;
            EXIT WHEN one IS DISTINCT FROM space.next_embedding_model_id OR NOT app.await_older_pieces(workspace, one, 10 * most);
        END LOOP;
    END LOOP;
END
$$;

-- Notes down, in the order of their ids, the next pieces that have no row of a model; false if there is none.
CREATE OR REPLACE FUNCTION app.await_older_pieces(of_workspace uuid, model uuid, most integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO app.embeddings (shard, workspace_id, chunk_id, model_id)
    SELECT c.shard, c.workspace_id, c.id, model
    FROM app.chunks c
    WHERE c.workspace_id = of_workspace AND c.search <> '' AND c.kind <> 'log'
      AND NOT EXISTS (SELECT FROM app.embeddings e
                      WHERE e.workspace_id = of_workspace AND e.chunk_id = c.id AND e.model_id = model AND e.shard = c.shard)
    ORDER BY c.id
    LIMIT most
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

-- Keeps vectors, numbers in brackets, or why one can't be made. Of pieces that are gone, or have one by now, nothing is kept: what a
-- caller brings meanwhile is worth more. Answers how many were.
CREATE OR REPLACE FUNCTION app.keep_embeddings(of_model uuid, chunk_ids uuid[], vectors text[], failures text[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    kept integer;
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    UPDATE app.embeddings e
    SET vector = n.vector::public.halfvec, failure = n.failure
    FROM unnest(chunk_ids, vectors, failures) AS n (chunk_id, vector, failure)
    WHERE e.workspace_id = workspace AND e.model_id = of_model AND e.chunk_id = n.chunk_id AND e.vector IS NULL;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END
$$;

-- The end of the job that makes vectors, whose row is locked by now. If nothing waits, the next model takes the place of the one of
-- before; else there is another job, and the answer is false.
CREATE OR REPLACE FUNCTION app.finish_embedding() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    space app.search_spaces;
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = workspace FOR UPDATE;
    IF EXISTS (SELECT FROM app.embeddings e
               WHERE e.workspace_id = workspace AND e.model_id IN (space.embedding_model_id, space.next_embedding_model_id)
                 AND e.vector IS NULL AND e.failure IS NULL)
       OR space.next_embedding_model_id IS NOT NULL AND app.await_older_pieces(workspace, space.next_embedding_model_id, 1000) THEN
        PERFORM app.call_for_embedding(workspace);
        RETURN false;
    END IF;
    UPDATE app.search_spaces s
    SET embedding_model_id = s.next_embedding_model_id, next_embedding_model_id = NULL, updated_at = now()
    WHERE s.workspace_id = workspace AND s.next_embedding_model_id IS NOT NULL;
    RETURN true;
END
$$;

-- Lets what failed be tried again; answers how many pieces.
CREATE OR REPLACE FUNCTION app.retry_embeddings(of_model uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    waiting integer;
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    UPDATE app.embeddings e SET failure = NULL
    WHERE e.workspace_id = workspace AND e.model_id = of_model AND e.failure IS NOT NULL;
    GET DIAGNOSTICS waiting = ROW_COUNT;
    IF waiting > 0 THEN
        PERFORM app.call_for_embedding(workspace);
    END IF;
    RETURN waiting;
END
$$;

-- How many pieces that a person may find have no vector of a model: those that wait for it, or those of which it could make none. They
-- are counted up to a number; what others keep private counts for nothing.
CREATE OR REPLACE FUNCTION app.pieces_without_vector(of_workspace uuid, person uuid, model uuid, failed boolean, most integer) RETURNS bigint
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
    SELECT count(*)
    FROM (SELECT
          FROM (SELECT e.shard, e.chunk_id
                FROM app.embeddings e
                WHERE NOT failed AND e.workspace_id = of_workspace AND e.model_id = model AND e.vector IS NULL AND e.failure IS NULL
                UNION ALL
                SELECT e.shard, e.chunk_id
                FROM app.embeddings e
                WHERE failed AND e.workspace_id = of_workspace AND e.model_id = model AND e.failure IS NOT NULL) e
          JOIN app.chunks c ON c.shard = e.shard AND c.workspace_id = of_workspace AND c.id = e.chunk_id
          WHERE (c.owner_id IS NULL OR c.owner_id = person) AND NOT c.hidden
          LIMIT most) p
$$;

-- A model's part in searches, and how far its vectors are.
CREATE OR REPLACE FUNCTION app.embedding_progress(of_model uuid, OUT role text, OUT waiting bigint, OUT failed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    SELECT CASE of_model WHEN s.embedding_model_id THEN 'default' WHEN s.next_embedding_model_id THEN 'building' END INTO role
    FROM app.search_spaces s
    WHERE s.workspace_id = workspace;
    role := coalesce(role, 'idle');
    waiting := app.pieces_without_vector(workspace, app.current_person(), of_model, false, 10000);
    failed := app.pieces_without_vector(workspace, app.current_person(), of_model, true, 10000);
END
$$;

-- Takes away so many of a removed model's vectors; true once they and the model are gone.
CREATE OR REPLACE FUNCTION app.forget_embedding_model(of_model uuid, most integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    IF NOT EXISTS (SELECT FROM app.embedding_models m
                   WHERE m.workspace_id = workspace AND m.id = of_model AND m.removed_at IS NOT NULL) THEN
        RETURN true;
    END IF;
    DELETE FROM app.embeddings e
    WHERE (e.workspace_id, e.chunk_id, e.model_id, e.shard) IN (
        SELECT o.workspace_id, o.chunk_id, o.model_id, o.shard
        FROM app.embeddings o
        WHERE o.workspace_id = workspace AND o.model_id = of_model
        LIMIT most);
    IF FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM app.embedding_models m WHERE m.workspace_id = workspace AND m.id = of_model;
    RETURN true;
END
$$;

GRANT EXECUTE ON FUNCTION app.choose_embedding_model(uuid), app.remove_embedding_model(uuid), app.retry_embeddings(uuid),
    app.embedding_progress(uuid) TO statehouse_app;
GRANT EXECUTE ON FUNCTION app.pieces_to_embed(integer), app.keep_embeddings(uuid, uuid[], text[], text[]), app.finish_embedding(),
    app.forget_embedding_model(uuid, integer), app.embedding_progress(uuid) TO statehouse_worker;

-- The encrypted key of a model's endpoint: of all credentials only those that a model names.
CREATE OR REPLACE FUNCTION app.embedding_key(of_model uuid) RETURNS TABLE (id uuid, key_name text, ciphertext bytea)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.id, c.key_name, c.ciphertext
    FROM app.embedding_models m
    JOIN app.credentials c ON c.workspace_id = m.workspace_id AND c.id = m.credential_id
    WHERE m.workspace_id = app.current_workspace() AND m.id = of_model
$$;
GRANT EXECUTE ON FUNCTION app.embedding_key(uuid) TO statehouse_app, statehouse_worker;
