-- How far the vectors of a row's pieces are, as answers tell it: `pending` while one waits for the model that searches use (or will, if
-- none is used yet), `failed: ` and why if one can't be made, else `ready`; NULL where none is to be made. Of pieces that the person may
-- not find nothing is told. SECURITY DEFINER: pieces are nobody's to read but a search's.
--
-- In PL/pgSQL, and each statement in its function: then they are planned once a session, which takes longer than to run them.

-- What the states of pieces make together.
CREATE OR REPLACE FUNCTION app.state_of_all(waiting boolean, failure text, ready boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN waiting THEN 'pending' WHEN failure IS NOT NULL THEN 'failed: ' || failure WHEN ready THEN 'ready' END
$$;

-- Of a row with pieces of its own.
CREATE OR REPLACE FUNCTION app.embedding_state(of_row uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    person CONSTANT uuid := app.current_person();
    told record;
BEGIN
    SELECT coalesce(s.embedding_model_id, s.next_embedding_model_id) AS model, ARRAY[s.shard, coalesce(s.moving_from, s.shard)] AS shards,
           s.embedding_model_id IS NOT NULL AS serves
    INTO told
    FROM app.search_spaces s
    WHERE s.workspace_id = workspace;
    IF told.model IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT app.state_of_all(
            bool_or(CASE WHEN e.chunk_id IS NULL THEN NOT told.serves AND c.search <> '' ELSE e.vector IS NULL AND e.failure IS NULL END),
            min(e.failure), bool_or(e.vector IS NOT NULL))
        FROM app.chunks c
        LEFT JOIN app.embeddings e
          ON e.shard = c.shard AND e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.model_id = told.model
        WHERE c.shard = ANY (told.shards) AND c.workspace_id = workspace AND c.row_id = of_row
          AND (c.owner_id IS NULL OR c.owner_id = person));
END
$$;

-- Of an entry, whose pieces may be thousands: they are gone through only where some of the workspace's wait or failed.
CREATE OR REPLACE FUNCTION app.embedding_state_of_entry(of_entry uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    told record;
BEGIN
    SELECT coalesce(s.embedding_model_id, s.next_embedding_model_id) AS model, ARRAY[s.shard, coalesce(s.moving_from, s.shard)] AS shards,
           s.embedding_model_id IS NOT NULL AS serves
    INTO told
    FROM app.search_spaces s
    WHERE s.workspace_id = workspace;
    IF told.model IS NULL THEN
        RETURN NULL;
    END IF;
    IF NOT told.serves
       OR EXISTS (SELECT FROM app.embeddings e
                  WHERE e.workspace_id = workspace AND e.model_id = told.model AND e.vector IS NULL AND e.failure IS NULL)
       OR EXISTS (SELECT FROM app.embeddings e WHERE e.workspace_id = workspace AND e.model_id = told.model AND e.failure IS NOT NULL) THEN
        RETURN (
            SELECT app.state_of_all(
                bool_or(CASE WHEN e.chunk_id IS NULL THEN NOT told.serves AND c.search <> ''
                             ELSE e.vector IS NULL AND e.failure IS NULL END),
                min(e.failure), bool_or(e.vector IS NOT NULL))
            FROM app.chunks c
            LEFT JOIN app.embeddings e
              ON e.shard = c.shard AND e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.model_id = told.model
            WHERE c.shard = ANY (told.shards) AND c.workspace_id = workspace AND c.parent_id = of_entry);
    END IF;
    RETURN (
        SELECT 'ready'
        FROM app.chunks c
        JOIN app.embeddings e
          ON e.shard = c.shard AND e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.model_id = told.model
        WHERE c.shard = ANY (told.shards) AND c.workspace_id = workspace AND c.parent_id = of_entry
        LIMIT 1);
END
$$;

-- Of a row whose pieces are written as this statement ends.
CREATE OR REPLACE FUNCTION app.new_embedding_state() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
BEGIN
    RETURN (
        SELECT 'pending'
        FROM app.search_spaces s
        JOIN app.embedding_models m
          ON m.workspace_id = s.workspace_id AND m.id = coalesce(s.embedding_model_id, s.next_embedding_model_id)
        -- Those who make vectors: for one that callers bring nobody waits.
        WHERE s.workspace_id = workspace AND m.provider IN ('bedrock', 'local', 'openai'));
END
$$;

GRANT EXECUTE ON FUNCTION app.embedding_state(uuid), app.embedding_state_of_entry(uuid), app.new_embedding_state() TO statehouse_app;
