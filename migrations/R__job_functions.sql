-- What the worker does with jobs of all workspaces. SECURITY DEFINER, because row security binds a statement to one workspace;
-- workspaces are arguments, so that nobody but the worker may call these.
--
-- The plans must not depend on statistics: the table is empty one moment and has a million rows the next; and while a long snapshot
-- keeps the dead from being vacuumed, it has no row by the statistics and a million entries in each index, and the planner takes one
-- index for as good as another, or reading one from end to end for cheaper than looking up a hundred rows. So each statement has one
-- index to read, in its order; what could take another way is switched off; a row is looked up by a range, in the
-- order of the primary key, since its columns alone would let another index be read; and rows that were found are changed by their
-- place in the table.
--
-- A range of rows, `(a, b) < (x, y)`, is no end of a scan in an index if it is b that decides: all that has the same a is read.

-- Workspaces and priorities that have a job due that may be claimed, with the first of it, by steps from one to the next in the
-- index. Where a lane was reached, it is looked at from there on: those lanes come in order, and divide the way into segments.
DROP FUNCTION IF EXISTS app.due_lanes(uuid, timestamptz, integer);
CREATE OR REPLACE FUNCTION app.due_lanes(
    after_workspace uuid, workspaces uuid[], priorities smallint[], reached timestamptz[], reached_ids uuid[],
    due_at timestamptz, most integer)
RETURNS TABLE (workspace_id uuid, priority smallint, run_at timestamptz, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_incremental_sort = off
AS $$
DECLARE
    first_id CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    last_id CONSTANT uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    last_priority CONSTANT smallint := 32767;
    segments CONSTANT integer := coalesce(cardinality(workspaces), 0);
    found_lanes integer := 0;
    from_workspace uuid := coalesce(after_workspace, first_id);
    from_priority smallint := CASE WHEN after_workspace IS NULL THEN 0 ELSE last_priority END;
    from_run_at timestamptz := '-infinity';
    from_id uuid := first_id;
    end_workspace uuid;
    end_priority smallint;
BEGIN
    FOR segment IN 0 .. segments LOOP
        IF segment > 0 THEN
            from_workspace := workspaces[segment];
            from_priority := priorities[segment];
            from_run_at := reached[segment];
            from_id := reached_ids[segment];
        END IF;
        end_workspace := CASE WHEN segment < segments THEN workspaces[segment + 1] ELSE last_id END;
        end_priority := CASE WHEN segment < segments THEN priorities[segment + 1] ELSE last_priority END;
        LOOP
            -- In this workspace,
            SELECT j.workspace_id, j.priority, j.run_at, j.id
            INTO workspace_id, priority, run_at, id
            FROM app.jobs j
            WHERE j.workspace_id = from_workspace
              AND (j.priority, j.run_at, j.id) >= (from_priority, from_run_at, from_id)
              AND j.priority < CASE WHEN from_workspace = end_workspace THEN end_priority ELSE last_priority END
              AND (j.lease_until IS NULL OR j.lease_until <= due_at)
            ORDER BY j.workspace_id, j.priority, j.run_at, j.id
            LIMIT 1;
            IF NOT FOUND THEN
                EXIT WHEN from_workspace = end_workspace;
                -- in others up to the segment's last,
                SELECT j.workspace_id, j.priority, j.run_at, j.id
                INTO workspace_id, priority, run_at, id
                FROM app.jobs j
                WHERE j.workspace_id > from_workspace
                  AND j.workspace_id < end_workspace
                  AND (j.lease_until IS NULL OR j.lease_until <= due_at)
                ORDER BY j.workspace_id, j.priority, j.run_at, j.id
                LIMIT 1;
            END IF;
            IF NOT FOUND THEN
                -- and in that one.
                from_workspace := end_workspace;
                from_priority := 0;
                from_run_at := '-infinity';
                from_id := first_id;
                CONTINUE;
            END IF;
            IF run_at <= due_at THEN
                RETURN NEXT;
                found_lanes := found_lanes + 1;
                IF found_lanes >= most THEN
                    RETURN;
                END IF;
            END IF;
            from_workspace := workspace_id;
            from_priority := priority;
            from_run_at := 'infinity';
            from_id := last_id;
        END LOOP;
    END LOOP;
END
$$;

-- Leases due jobs, of each workspace at most so many. What was reached tells for each lane where its scan may start: whatever
-- lies before was claimed, or is found by a later look from the beginning. Lanes of one workspace stand together, most urgent first.
CREATE OR REPLACE FUNCTION app.claim_jobs(
    workspaces uuid[], priorities smallint[], reached timestamptz[], reached_ids uuid[], most_each integer, most integer,
    due_at timestamptz, leased_until timestamptz)
RETURNS TABLE (
    workspace_id uuid, id uuid, kind text, payload text, person_id uuid, priority smallint, run_at timestamptz,
    max_attempts smallint, attempt smallint, fence bigint, lapsed boolean, cancel_requested boolean, last_error text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_incremental_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    taken integer := 0;
    taken_here integer := 0;
    here uuid;
    now_taken integer;
BEGIN
    FOR lane IN 1 .. coalesce(cardinality(workspaces), 0) LOOP
        EXIT WHEN taken >= most;
        IF here IS DISTINCT FROM workspaces[lane] THEN
            here := workspaces[lane];
            taken_here := 0;
        END IF;
        CONTINUE WHEN taken_here >= most_each;
        RETURN QUERY
        WITH due AS MATERIALIZED (
            SELECT j.ctid, j.lease_until
            FROM app.jobs j
            WHERE j.workspace_id = here
              AND j.priority = priorities[lane]
              AND (j.run_at, j.id) >= (reached[lane], reached_ids[lane])
              AND j.run_at <= due_at
              AND (j.lease_until IS NULL OR j.lease_until <= due_at)
            ORDER BY j.workspace_id, j.priority, j.run_at, j.id
            LIMIT least(most - taken, most_each - taken_here)
            FOR UPDATE SKIP LOCKED
        )
        UPDATE app.jobs j
        SET attempt = j.attempt + 1,
            fence = j.fence + 1,
            lease_until = leased_until,
            lapses = j.lapses + CASE WHEN due.lease_until IS NULL THEN 0 ELSE 1 END,
            last_error = CASE WHEN due.lease_until IS NULL THEN j.last_error
                              ELSE format('the lease of attempt %s ran out', j.attempt) END,
            updated_at = due_at
        FROM due
        WHERE j.ctid = due.ctid
        RETURNING j.workspace_id, j.id, j.kind, j.payload::text, j.person_id, j.priority, j.run_at, j.max_attempts, j.attempt,
                  j.fence, due.lease_until IS NOT NULL, j.cancel_requested_at IS NOT NULL, j.last_error;
        GET DIAGNOSTICS now_taken = ROW_COUNT;
        taken := taken + now_taken;
        taken_here := taken_here + now_taken;
    END LOOP;
END
$$;

-- Where the rows of claims that stand are. They are locked, so that a statement after this one finds them there.
CREATE OR REPLACE FUNCTION app.lock_claims(workspaces uuid[], ids uuid[], fences bigint[]) RETURNS tid[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_incremental_sort = off
AS $$
BEGIN
    RETURN (
        SELECT array_agg(job.ctid)
        FROM unnest(workspaces, ids, fences) AS claim (workspace_id, id, fence)
        CROSS JOIN LATERAL (
            SELECT j.ctid
            FROM app.jobs j
            WHERE j.workspace_id = claim.workspace_id AND j.id >= claim.id AND j.id <= claim.id
              AND j.fence = claim.fence
              AND j.lease_until IS NOT NULL
            ORDER BY j.workspace_id, j.id
            LIMIT 1
            FOR UPDATE
        ) AS job);
END
$$;
REVOKE EXECUTE ON FUNCTION app.lock_claims(uuid[], uuid[], bigint[]) FROM PUBLIC;

-- Puts jobs away that were done, or given up on request. A claim that is over moves nothing: its id is not in the answer.
-- In PL/pgSQL, which keeps the plan: making it took as long as moving a hundred jobs.
CREATE OR REPLACE FUNCTION app.finish_jobs(
    workspaces uuid[], ids uuid[], fences bigint[], outcome text, done_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    held CONSTANT tid[] := app.lock_claims(workspaces, ids, fences);
BEGIN
    RETURN QUERY
    WITH done AS (
        DELETE FROM app.jobs j
        WHERE j.ctid = ANY (held)
        RETURNING j.*
    )
    INSERT INTO app.finished_jobs AS f
        (workspace_id, id, kind, state, payload, person_id, priority, run_at, max_attempts, attempt, lapses, progress_done,
         progress_total, progress_text, last_error, finished_at, created_at)
    SELECT workspace_id, id, kind, outcome, payload, person_id, priority, run_at, max_attempts, attempt, lapses, progress_done,
           progress_total, progress_text, last_error, done_at, created_at
    FROM done
    RETURNING f.id;
END
$$;

-- What becomes of a job whose attempt failed: `queued` for another, `dead` if there is to be none, `cancelled` if that was asked
-- for; null if the claim is over.
CREATE OR REPLACE FUNCTION app.fail_job(
    of_workspace uuid, of_id uuid, of_fence bigint, error text, next_run_at timestamptz, failed_at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
DECLARE
    place CONSTANT tid := (app.lock_claims(ARRAY[of_workspace], ARRAY[of_id], ARRAY[of_fence]))[1];
    job app.jobs;
BEGIN
    SELECT * INTO job FROM app.jobs j WHERE j.ctid = place;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF job.cancel_requested_at IS NOT NULL THEN
        UPDATE app.jobs j SET last_error = left(error, 2000) WHERE j.ctid = place;
        PERFORM app.finish_jobs(ARRAY[of_workspace], ARRAY[of_id], ARRAY[of_fence], 'cancelled', failed_at);
        RETURN 'cancelled';
    END IF;
    IF next_run_at IS NOT NULL THEN
        UPDATE app.jobs j
        SET lease_until = NULL, run_at = next_run_at, last_error = left(error, 2000), updated_at = failed_at
        WHERE j.ctid = place;
        RETURN 'queued';
    END IF;
    DELETE FROM app.jobs j WHERE j.ctid = place;
    INSERT INTO app.dead_jobs
        (workspace_id, id, kind, payload, person_id, priority, run_at, unique_key, max_attempts, attempt, fence, lapses,
         progress_done, progress_total, progress_text, last_error, died_at, created_at)
    VALUES (job.workspace_id, job.id, job.kind, job.payload, job.person_id, job.priority, job.run_at, job.unique_key,
            job.max_attempts, job.attempt, job.fence, job.lapses, job.progress_done, job.progress_total, job.progress_text,
            left(error, 2000), failed_at, job.created_at);
    RETURN 'dead';
END
$$;

-- Prolongs leases, and tells which claims still stand and whether they are asked to end. A job whose row is being completed right
-- now is stepped over: its own transaction holds it.
CREATE OR REPLACE FUNCTION app.extend_leases(
    workspaces uuid[], ids uuid[], fences bigint[], leased_until timestamptz)
RETURNS TABLE (id uuid, cancel_requested boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_incremental_sort = off
AS $$
DECLARE
    free CONSTANT tid[] := (
        SELECT array_agg(job.ctid)
        FROM unnest(workspaces, ids, fences) AS claim (workspace_id, id, fence)
        CROSS JOIN LATERAL (
            SELECT j.ctid
            FROM app.jobs j
            WHERE j.workspace_id = claim.workspace_id AND j.id >= claim.id AND j.id <= claim.id
              AND j.fence = claim.fence
              AND j.lease_until IS NOT NULL
            ORDER BY j.workspace_id, j.id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
        ) AS job);
BEGIN
    UPDATE app.jobs j
    SET lease_until = leased_until
    WHERE j.ctid = ANY (free) AND j.lease_until < leased_until;
    RETURN QUERY
    SELECT claim.id, job.cancel_requested_at IS NOT NULL
    FROM unnest(workspaces, ids, fences) AS claim (workspace_id, id, fence)
    CROSS JOIN LATERAL (
        SELECT j.cancel_requested_at
        FROM app.jobs j
        WHERE j.workspace_id = claim.workspace_id AND j.id >= claim.id AND j.id <= claim.id
          AND j.fence = claim.fence
          AND j.lease_until IS NOT NULL
        ORDER BY j.workspace_id, j.id
        LIMIT 1
    ) AS job;
END
$$;

-- Gives jobs back that were claimed and not begun; it costs them no attempt.
CREATE OR REPLACE FUNCTION app.release_jobs(workspaces uuid[], ids uuid[], fences bigint[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    held CONSTANT tid[] := app.lock_claims(workspaces, ids, fences);
    released integer;
BEGIN
    UPDATE app.jobs j
    SET lease_until = NULL, attempt = j.attempt - 1
    WHERE j.ctid = ANY (held);
    GET DIAGNOSTICS released = ROW_COUNT;
    RETURN released;
END
$$;

-- Whether the claim stands, and so the report counts.
CREATE OR REPLACE FUNCTION app.report_progress(
    of_workspace uuid, of_id uuid, of_fence bigint, done bigint, total bigint, words text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
DECLARE
    place CONSTANT tid := (app.lock_claims(ARRAY[of_workspace], ARRAY[of_id], ARRAY[of_fence]))[1];
BEGIN
    UPDATE app.jobs j
    SET progress_done = done, progress_total = total, progress_text = left(words, 500)
    WHERE j.ctid = place;
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION
    app.due_lanes(uuid, uuid[], smallint[], timestamptz[], uuid[], timestamptz, integer),
    app.claim_jobs(uuid[], smallint[], timestamptz[], uuid[], integer, integer, timestamptz, timestamptz),
    app.finish_jobs(uuid[], uuid[], bigint[], text, timestamptz),
    app.fail_job(uuid, uuid, bigint, text, timestamptz, timestamptz),
    app.extend_leases(uuid[], uuid[], bigint[], timestamptz),
    app.release_jobs(uuid[], uuid[], bigint[]),
    app.report_progress(uuid, uuid, bigint, bigint, bigint, text)
    TO statehouse_worker;

-- Periodic jobs of all workspaces whose time has come, the longest overdue first.
CREATE OR REPLACE FUNCTION app.due_periodic_jobs(due_at timestamptz, most integer)
RETURNS TABLE (workspace_id uuid, id uuid, cron text, time_zone text, next_due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.workspace_id, p.id, p.cron, p.time_zone, p.next_due_at
    FROM app.periodic_jobs p
    WHERE p.paused_at IS NULL AND p.next_due_at <= due_at
    ORDER BY p.next_due_at
    LIMIT most
$$;
GRANT EXECUTE ON FUNCTION app.due_periodic_jobs(timestamptz, integer) TO statehouse_worker;

-- Periodic jobs of all workspaces that were planned after an instant, that is by a clock that is ahead of the caller's.
CREATE OR REPLACE FUNCTION app.periodic_jobs_planned_after(instant timestamptz, most integer)
RETURNS TABLE (workspace_id uuid, id uuid, cron text, time_zone text, last_due_at timestamptz, planned_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.workspace_id, p.id, p.cron, p.time_zone, p.last_due_at, p.planned_at
    FROM app.periodic_jobs p
    WHERE p.paused_at IS NULL AND p.planned_at > instant
    ORDER BY p.planned_at DESC
    LIMIT most
$$;
GRANT EXECUTE ON FUNCTION app.periodic_jobs_planned_after(timestamptz, integer) TO statehouse_worker;

-- Enqueues jobs of the bound workspace by arrays whose elements of one place make a job, and tells the ids of those that it made:
-- where a unique key is taken, none. A function of the caller's, under row security as any statement, for its plan alone: a session
-- makes it once, and planning cost more than the row. Without unique keys nothing looks for them, and one job is inserted as such,
-- for each array would be a scan of its own.
CREATE OR REPLACE FUNCTION app.enqueue_jobs(
    ids uuid[], kinds text[], payloads jsonb[], people uuid[], priorities smallint[], run_ats timestamptz[],
    attempt_limits smallint[], unique_keys text[])
RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF unique_keys IS NULL AND cardinality(ids) = 1 THEN
        INSERT INTO app.jobs (workspace_id, id, kind, payload, person_id, priority, run_at, max_attempts)
        VALUES (app.current_workspace(), ids[1], kinds[1], payloads[1], people[1], priorities[1], run_ats[1], attempt_limits[1]);
        RETURN NEXT ids[1];
    ELSIF unique_keys IS NULL THEN
        RETURN QUERY
        INSERT INTO app.jobs AS j (workspace_id, id, kind, payload, person_id, priority, run_at, max_attempts)
        SELECT (SELECT app.current_workspace()), n.*
        FROM unnest(ids, kinds, payloads, people, priorities, run_ats, attempt_limits) n
        RETURNING j.id;
    ELSE
        RETURN QUERY
        INSERT INTO app.jobs AS j (workspace_id, id, kind, payload, person_id, priority, run_at, max_attempts, unique_key)
        SELECT (SELECT app.current_workspace()), n.*
        FROM unnest(ids, kinds, payloads, people, priorities, run_ats, attempt_limits, unique_keys) n
        ON CONFLICT (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
        RETURNING j.id;
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION app.enqueue_jobs(uuid[], text[], jsonb[], uuid[], smallint[], timestamptz[], smallint[], text[])
    TO statehouse_app, statehouse_worker;
