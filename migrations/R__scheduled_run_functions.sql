-- Runs of functions by schedule: who may begin, and how it ended.

-- `begun` with the number of the attempt; `repeated` if the due time was served, or is being served; `busy` if the function works
-- alone and another run of it is under way. A due time whose run failed or was lost is served again when its event comes again.
CREATE OR REPLACE FUNCTION operations.begin_run(
    of_function text, due timestamptz, of_execution text, works_alone boolean, rehearsal boolean, lifetime_ms bigint,
    OUT answer text, OUT attempt smallint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept CONSTANT interval := '90 days';
BEGIN
    UPDATE operations.scheduled_runs r
    SET outcome = 'lost', ended_at = clock_timestamp(), error = 'it did not come to its end'
    WHERE r.function = of_function AND r.outcome = 'running' AND r.ends_by < clock_timestamp();
    BEGIN
        INSERT INTO operations.scheduled_runs AS r (function, due_at, execution, alone, dry_run, started_at, ends_by)
        VALUES (of_function, due, of_execution, works_alone, rehearsal, clock_timestamp(),
                clock_timestamp() + lifetime_ms * interval '1 ms')
        ON CONFLICT ON CONSTRAINT scheduled_runs_pkey DO UPDATE
        SET attempt = r.attempt + 1, outcome = 'running', execution = excluded.execution, dry_run = excluded.dry_run,
            started_at = excluded.started_at, ends_by = excluded.ends_by, ended_at = NULL, counts = NULL, error = NULL
        WHERE r.outcome IN ('failed', 'lost')
        RETURNING r.attempt INTO attempt;
    EXCEPTION
        WHEN unique_violation THEN
            answer := 'busy';
            RETURN;
    END;
    answer := CASE WHEN attempt IS NULL THEN 'repeated' ELSE 'begun' END;
    IF answer = 'begun' THEN
        -- More than come in: the table stays as long as it is.
        DELETE FROM operations.scheduled_runs r
        USING (SELECT o.due_at FROM operations.scheduled_runs o
               WHERE o.function = of_function AND o.due_at < clock_timestamp() - kept AND o.ended_at < clock_timestamp() - kept
               ORDER BY o.due_at LIMIT 10) AS old
        WHERE r.function = of_function AND r.due_at = old.due_at;
    END IF;
END
$$;

-- False if the run had been given up as lost: its end is nobody's news any more.
CREATE OR REPLACE FUNCTION operations.end_run(
    of_function text, due timestamptz, of_attempt smallint, how text, what jsonb, why text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- With this commit everything is on disk that the run did, even for a role that does not wait for each of its transactions.
    PERFORM set_config('synchronous_commit', 'on', true);
    UPDATE operations.scheduled_runs r
    SET outcome = how, ended_at = clock_timestamp(), counts = what, error = left(why, 2000)
    WHERE r.function = of_function AND r.due_at = due AND r.attempt = of_attempt AND r.outcome = 'running';
    RETURN FOUND;
END
$$;

GRANT EXECUTE ON FUNCTION
    operations.begin_run(text, timestamptz, text, boolean, boolean, bigint),
    operations.end_run(text, timestamptz, smallint, text, jsonb, text)
    TO statehouse_worker, statehouse_cleanup, statehouse_maintenance, statehouse_backup, statehouse_monitor;
