-- How what runs say becomes pieces that a search finds, in workspaces that want it. Elsewhere a statement that writes lines pays for one
-- look at search_spaces. Lines have no title and get no vector: they are found by their words.

-- The id of a line's row among those that are searched. A line's own is its run's: another run may have it as well. It begins with the
-- line's time, as ids of version 7 do, so that old lines are a range of them.
CREATE OR REPLACE FUNCTION app.row_of_log_line(of_run uuid, of_line uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (left(replace(of_line::text, '-', ''), 12) || '7' || left(h.hash, 3) || '8' || substr(h.hash, 4, 15))::uuid
    FROM md5(of_run::text || of_line::text) AS h (hash)
$$;

CREATE OR REPLACE FUNCTION app.chunk_log_lines() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT s.workspace_id
        FROM app.search_spaces s
        WHERE s.workspace_id IN (SELECT w.workspace_id FROM written w) AND s.logs
    LOOP
        -- Their run, as those who write other texts hold what these belong to.
        PERFORM app.write_chunks(
            place.workspace_id,
            ARRAY(
                SELECT ROW('log', app.row_of_log_line(w.run_id, w.id), w.run_id, r.project_id, NULL::uuid, r.deleted_at IS NOT NULL, true,
                           '', w.message, ARRAY[w.level], jsonb_build_object('logId', w.id), NULL, w.created_at)::app.chunk_draft
                FROM written w
                JOIN app.agent_runs r ON r.workspace_id = w.workspace_id AND r.id = w.run_id
                WHERE w.workspace_id = place.workspace_id
                FOR SHARE OF r));
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER chunk_insert AFTER INSERT ON app.agent_run_logs
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.chunk_log_lines();

-- Of a run that is deleted or restored, or that leaves its project.
CREATE OR REPLACE FUNCTION app.chunk_agent_run() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.tell_chunks(NEW.workspace_id, NEW.id, NULL, NEW.project_id, NEW.deleted_at IS NOT NULL);
    RETURN NULL;
END
$$;

CALL app.make_parent_of_chunks('app.agent_runs', 'chunk_agent_run', '{project_id,deleted_at}');

-- Deletes a run's pieces, at most so many; answers how many.
CREATE OR REPLACE FUNCTION app.forget_lines_of_run(of_workspace uuid, of_run uuid, most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
BEGIN
    PERFORM app.await_batch(of_workspace);
    DELETE FROM app.chunks c
    USING (SELECT o.shard, o.id FROM app.chunks o WHERE o.workspace_id = of_workspace AND o.parent_id = of_run LIMIT most) few
    WHERE c.shard = few.shard AND c.workspace_id = of_workspace AND c.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
REVOKE EXECUTE ON FUNCTION app.forget_lines_of_run(uuid, uuid, integer) FROM PUBLIC;

-- Deletes the pieces of lines that went with their partition, which no trigger sees. Of a workspace's rows those are looked at that are old
-- enough, `most` of them after a row, in the order of their ids; `reached` is the last one, NULL once there is none.
CREATE OR REPLACE FUNCTION app.forget_dropped_lines(of_workspace uuid, after uuid, most integer, OUT reached uuid, OUT gone integer)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    kept_since CONSTANT timestamptz := (
        SELECT now() - make_interval(months => r.keep_months) FROM operations.retentions r WHERE r.relation = 'agent_run_logs');
    dropped uuid[];
BEGIN
    PERFORM app.await_batch(of_workspace);
    WITH old AS MATERIALIZED (
        SELECT c.row_id, c.parent_id, c.kind, c.metadata
        FROM app.chunks c
        WHERE c.workspace_id = of_workspace AND c.row_id > coalesce(after, '00000000-0000-0000-0000-000000000000')
          AND c.row_id < app.id_at(floor(extract(epoch FROM kept_since) * 4096000)::bigint)
        ORDER BY c.row_id
        LIMIT most
    )
    SELECT max(o.row_id::text)::uuid,
           array_agg(o.row_id) FILTER (
               WHERE o.kind = 'log'
                 AND NOT EXISTS (SELECT FROM app.agent_run_logs l
                                 WHERE l.workspace_id = of_workspace AND l.run_id = o.parent_id AND l.id = (o.metadata ->> 'logId')::uuid))
    INTO reached, dropped
    FROM old o;
    DELETE FROM app.chunks c WHERE c.workspace_id = of_workspace AND c.row_id = ANY (dropped);
    GET DIAGNOSTICS gone = ROW_COUNT;
END
$$;
REVOKE EXECUTE ON FUNCTION app.forget_dropped_lines(uuid, uuid, integer) FROM PUBLIC;
