-- How a large workspace moves to a shard of its own while it is written and searched. New pieces are written there from the beginning;
-- the others follow by batches, each of them in one transaction; searches look at both until all have come. What changes or deletes pieces
-- meanwhile waits for a batch at most (app.await_batch). Maintenance calls these.

-- The name of the index by which a model's vectors are found in a shard of a workspace's own.
CREATE OR REPLACE FUNCTION app.vector_index_name(shard integer, model uuid) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT 'embeddings_' || shard || '_of_' || replace(model::text, '-', '')
$$;

-- The workspaces that are to have a shard of their own, or move there, largest first.
CREATE OR REPLACE FUNCTION app.workspaces_to_promote(from_pieces bigint) RETURNS TABLE (workspace_id uuid, is_moving boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.workspace_id, s.moving_from IS NOT NULL
    FROM app.search_spaces s
    WHERE s.moving_from IS NOT NULL OR s.shard = 0 AND (s.promoted OR s.chunk_count >= from_pieces)
    ORDER BY s.moving_from IS NULL, s.chunk_count DESC NULLS LAST, s.workspace_id
$$;
REVOKE EXECUTE ON FUNCTION app.workspaces_to_promote(bigint) FROM PUBLIC;

-- Gives a workspace a shard of its own; answers the shard's number.
CREATE OR REPLACE FUNCTION app.begin_promotion(of_workspace uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    number integer;
BEGIN
    -- One at a time, for two would take the same number.
    PERFORM pg_advisory_xact_lock(hashtext('app.chunks'));
    SELECT coalesce(max(substr(c.relname, 8)::integer), 0) + 1 INTO number
    FROM pg_class c
    WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^chunks_[0-9]{1,9}$';
    CALL app.make_chunk_shard(number);
    UPDATE app.search_spaces s
    SET moving_from = s.shard, shard = number, updated_at = now()
    WHERE s.workspace_id = of_workspace AND s.moving_from IS NULL;
    RETURN number;
END
$$;
REVOKE EXECUTE ON FUNCTION app.begin_promotion(uuid) FROM PUBLIC;

-- Moves so many pieces with their vectors. Answers how many: 0 once all have come, NULL while transactions are still under way that may
-- not know of the promotion, and write where pieces were. The first call, after the promotion committed, notes which those are.
CREATE OR REPLACE FUNCTION app.move_pieces(of_workspace uuid, most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    space app.search_spaces;
    moved integer;
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = of_workspace AND s.moving_from IS NOT NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    IF space.moving_since IS NULL THEN
        UPDATE app.search_spaces s SET moving_since = pg_current_xact_id() WHERE s.workspace_id = of_workspace;
        RETURN NULL;
    END IF;
    IF pg_snapshot_xmin(pg_current_snapshot()) <= space.moving_since THEN
        RETURN NULL;
    END IF;
    UPDATE app.chunks c SET shard = space.shard
    FROM (SELECT o.id
          FROM app.chunks o
          WHERE o.shard = space.moving_from AND o.workspace_id = of_workspace
          ORDER BY o.id
          LIMIT most) m
    WHERE c.shard = space.moving_from AND c.workspace_id = of_workspace AND c.id = m.id;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved = 0 THEN
        UPDATE app.search_spaces s SET moving_from = NULL, moving_since = NULL, updated_at = now() WHERE s.workspace_id = of_workspace;
    END IF;
    RETURN moved;
END
$$;
REVOKE EXECUTE ON FUNCTION app.move_pieces(uuid, integer) FROM PUBLIC;

-- The indexes of vectors that shards of one workspace should have: which, of what, and whether it is there.
CREATE OR REPLACE FUNCTION app.vector_indexes()
RETURNS TABLE (name text, shard integer, model_id uuid, is_valid boolean, definition text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT n.name, s.shard, m.id, i.indisvalid,
           format(
               'CREATE INDEX CONCURRENTLY %I ON app.%I USING %s ((vector::public.halfvec(%s)) public.halfvec_ip_ops) WITH (%s)
                WHERE model_id = %L AND vector IS NOT NULL',
               n.name, 'embeddings_' || s.shard, m.index_method, m.dimensions,
               CASE m.index_method WHEN 'hnsw' THEN format('m = %s, ef_construction = %s', m.hnsw_m, m.hnsw_ef_construction)
                                   ELSE format('lists = %s', m.ivfflat_lists) END,
               m.id)
    FROM app.search_spaces s
    JOIN app.embedding_models m ON m.workspace_id = s.workspace_id AND m.id IN (s.embedding_model_id, s.next_embedding_model_id)
    CROSS JOIN LATERAL (SELECT app.vector_index_name(s.shard, m.id) AS name) n
    LEFT JOIN pg_index i ON i.indexrelid = to_regclass('app.' || n.name)
    WHERE s.shard > 0 AND s.moving_from IS NULL AND m.removed_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION app.vector_indexes() FROM PUBLIC;

-- Keeps a workspace's pieces from being moved until the end of the transaction. Whatever changes or deletes some calls it before: a piece
-- that is moved at that moment would not be found where it was.
CREATE OR REPLACE FUNCTION app.await_batch(of_workspace uuid) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM app.search_spaces s WHERE s.workspace_id = of_workspace AND s.moving_from IS NOT NULL FOR KEY SHARE;
END
$$;
REVOKE EXECUTE ON FUNCTION app.await_batch(uuid) FROM PUBLIC;

-- For operators: lets maintenance give a workspace a shard of its own at its next run, however few its pieces are; false if there is no
-- such workspace.
CREATE OR REPLACE FUNCTION operations.promote_workspace(of_workspace uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.require_operator();
    IF NOT EXISTS (SELECT FROM app.workspaces w WHERE w.id = of_workspace) THEN
        RETURN false;
    END IF;
    INSERT INTO app.search_spaces AS s (workspace_id, promoted) VALUES (of_workspace, true)
    ON CONFLICT (workspace_id) DO UPDATE SET promoted = true, updated_at = now();
    RETURN true;
END
$$;

-- For operators: the workspaces that have a shard of their own, are to have one, or move there.
CREATE OR REPLACE FUNCTION operations.list_promotions(after_workspace uuid, most integer)
RETURNS TABLE (workspace_id uuid, state text, shard integer, pieces bigint, recall real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT s.workspace_id, CASE WHEN s.moving_from IS NOT NULL THEN 'moving' WHEN s.shard > 0 THEN 'promoted' ELSE 'waiting' END, s.shard,
           s.chunk_count, m.recall
    FROM app.search_spaces s
    LEFT JOIN app.embedding_models m ON m.workspace_id = s.workspace_id AND m.id = s.embedding_model_id
    WHERE (s.shard > 0 OR s.promoted) AND (after_workspace IS NULL OR s.workspace_id > after_workspace)
    ORDER BY s.workspace_id
    LIMIT most;
END
$$;
GRANT EXECUTE ON FUNCTION operations.promote_workspace(uuid), operations.list_promotions(uuid, integer) TO statehouse_app;
