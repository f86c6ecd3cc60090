-- What the cleanup does to runs of all workspaces. Of the form of R__cleanup_functions.sql, and for its reasons.

-- Fails runs that were not heard of for so long beyond their own limit: whoever worked on them is gone. Tells of each in the audit log, as
-- it would be told of by its own workspace.
CREATE OR REPLACE FUNCTION app.fail_silent_runs(
    kept interval, after timestamptz, most integer, OUT failed integer, OUT reached timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    told app.audit_change[];
BEGIN
    WITH due AS MATERIALIZED (
        SELECT r.workspace_id, r.id, r.heartbeat_at, r.error AS old_error
        FROM app.agent_runs r
        WHERE r.status = 'running' AND r.heartbeat_at <= app.over_since(kept) AND r.heartbeat_at >= coalesce(after, '-infinity')
          AND r.heartbeat_at + make_interval(secs => r.heartbeat_seconds) <= app.over_since(kept)
        ORDER BY r.heartbeat_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        UPDATE app.agent_runs r
        SET status = 'failed', error = 'it was not heard of any more', revision = r.revision + 1, updated_at = now()
        FROM due
        WHERE r.workspace_id = due.workspace_id AND r.id = due.id
        RETURNING r.workspace_id, r.id, due.heartbeat_at, due.old_error, r.error, r.finished_at, r.revision
    )
    SELECT count(*), max(g.heartbeat_at),
           array_agg(ROW(
               g.workspace_id, 'update', 'agent_runs', g.id,
               jsonb_build_object('status', 'running', 'error', g.old_error, 'finished_at', NULL, 'revision', g.revision - 1),
               jsonb_build_object('status', 'failed', 'error', g.error, 'finished_at', g.finished_at, 'revision', g.revision),
               NULL, 'workspace')::app.audit_change)
    INTO failed, reached, told
    FROM gone g;
    IF failed > 0 THEN
        PERFORM app.append_audit_entries(told);
    END IF;
END
$$;

-- How many would be failed, counted up to `most`, and since when the first was not heard of. It changes and locks nothing.
CREATE OR REPLACE FUNCTION app.silent_runs(kept interval, most bigint, OUT due bigint, OUT oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
AS $$
BEGIN
    SELECT count(*), min(d.heartbeat_at)
    INTO due, oldest
    FROM (SELECT r.heartbeat_at
          FROM app.agent_runs r
          WHERE r.status = 'running' AND r.heartbeat_at <= app.over_since(kept)
            AND r.heartbeat_at + make_interval(secs => r.heartbeat_seconds) <= app.over_since(kept)
          ORDER BY r.heartbeat_at
          LIMIT most) d;
END
$$;

-- Deletes a run's log lines, by what they are found, and usages. Returns for how many rows there is room left; none if there may be more. What it spent stays known.
CREATE OR REPLACE FUNCTION app.purge_pieces_of_run(of_workspace uuid, of_run uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
BEGIN
    room := room - app.forget_lines_of_run(of_workspace, of_run, room);

    DELETE FROM app.agent_run_logs l
    USING (SELECT o.id FROM app.agent_run_logs o
           WHERE o.workspace_id = of_workspace AND o.run_id = of_run LIMIT greatest(room, 0)) AS few
    WHERE l.workspace_id = of_workspace AND l.run_id = of_run AND l.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    DELETE FROM app.token_usages u
    USING (SELECT o.id FROM app.token_usages o
           WHERE o.workspace_id = of_workspace AND o.run_id = of_run LIMIT greatest(room, 0)) AS few
    WHERE u.workspace_id = of_workspace AND u.run_id = of_run AND u.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN greatest(room - gone, 0);
END
$$;

-- R__cleanup_functions.sql purges runs, as it does all rows with pieces.
DROP FUNCTION IF EXISTS app.purge_agent_runs(interval, timestamptz, integer);

GRANT EXECUTE ON FUNCTION
    app.fail_silent_runs(interval, timestamptz, integer),
    app.silent_runs(interval, bigint)
    TO statehouse_cleanup;
