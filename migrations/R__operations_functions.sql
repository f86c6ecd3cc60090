-- What the monitor asks of tables that it may not read, and what operators are shown. SECURITY DEFINER: the monitor is told numbers
-- of all workspaces and no rows of any, and operators are asked for their right in the statement that answers them.

-- The queue in numbers. A job is ready from its time on, or since the lease of a worker that went away ran out.
CREATE OR REPLACE FUNCTION operations.queue_state(
    OUT ready bigint, OUT running bigint, OUT dead bigint, OUT oldest_ready_seconds double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
BEGIN
    SELECT count(*) FILTER (WHERE j.lease_until IS NULL OR j.lease_until <= now_at),
           count(*) FILTER (WHERE j.lease_until > now_at),
           coalesce(extract(epoch FROM now_at - min(greatest(j.run_at, j.lease_until))
                        FILTER (WHERE j.lease_until IS NULL OR j.lease_until <= now_at)), 0)
    INTO ready, running, oldest_ready_seconds
    FROM app.jobs j
    WHERE j.run_at <= now_at;
    -- Nobody needs to know how many beyond that.
    SELECT count(*) INTO dead FROM (SELECT FROM app.dead_jobs LIMIT 100000) AS counted;
END
$$;

-- When each function last did its work, in seconds of age; dry runs do none.
CREATE OR REPLACE FUNCTION operations.run_ages() RETURNS TABLE (function text, seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE functions AS (
        (SELECT r.function FROM operations.scheduled_runs r ORDER BY r.function LIMIT 1)
        UNION ALL
        SELECT (SELECT r.function FROM operations.scheduled_runs r WHERE r.function > f.function ORDER BY r.function LIMIT 1)
        FROM functions f
        WHERE f.function IS NOT NULL
    )
    SELECT f.function, extract(epoch FROM clock_timestamp() - last.ended_at)::double precision
    FROM functions f
    CROSS JOIN LATERAL (
        SELECT r.ended_at
        FROM operations.scheduled_runs r
        WHERE r.function = f.function AND r.outcome = 'succeeded' AND NOT r.dry_run
        ORDER BY r.due_at DESC
        LIMIT 1) AS last
    WHERE f.function IS NOT NULL
$$;

-- Counts how long searches by a vector took, in milliseconds; answers of how many. What is older than the monitor looks back goes.
CREATE OR REPLACE FUNCTION operations.keep_search_times(ms double precision[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Of somebody's. A search waits for this, but not for the disk.
    PERFORM app.current_workspace(), set_config('synchronous_commit', 'off', true);
    INSERT INTO operations.search_times AS t (minute, bucket, searches)
    SELECT date_trunc('minute', clock_timestamp()), b.bucket, count(*)
    FROM unnest(ms) AS m (ms)
    CROSS JOIN LATERAL (SELECT greatest(-100, least(100, ceil(ln(greatest(m.ms, 0.001) / 500) / ln(1.1))))::smallint AS bucket) AS b
    GROUP BY b.bucket
    -- The same for all, so that none waits for one that waits for it.
    ORDER BY b.bucket
    ON CONFLICT (minute, bucket) DO UPDATE SET searches = t.searches + EXCLUDED.searches;
    DELETE FROM operations.search_times t
    WHERE (t.minute, t.bucket) IN (
        SELECT o.minute, o.bucket
        FROM operations.search_times o
        WHERE o.minute < clock_timestamp() - interval '1 hour'
        ORDER BY o.minute, o.bucket
        LIMIT 100
        FOR UPDATE SKIP LOCKED);
    RETURN cardinality(ms);
END
$$;
GRANT EXECUTE ON FUNCTION operations.keep_search_times(double precision[]) TO statehouse_app;

-- The p95 of the searches by a vector of the last five minutes, a tenth too much at most; no row if there were none.
CREATE OR REPLACE FUNCTION operations.search_times() RETURNS TABLE (p95_ms double precision, searches bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 500 * power(1.1::double precision, min(r.bucket)), max(r.searches)::bigint
    FROM (SELECT t.bucket, sum(sum(t.searches)) OVER (ORDER BY t.bucket) AS up_to, sum(sum(t.searches)) OVER () AS searches
          FROM operations.search_times t
          WHERE t.minute > clock_timestamp() - interval '5 minutes'
          GROUP BY t.bucket) AS r
    WHERE r.up_to >= 0.95 * r.searches
    HAVING count(*) > 0
$$;

-- How fast the database grows, by a line through one measurement an hour of the kept ones, and over how many days they were made.
CREATE OR REPLACE FUNCTION operations.storage_growth(OUT bytes_per_day double precision, OUT days double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT regr_slope(m.database_bytes, extract(epoch FROM m.measured_at) / 86400),
           extract(epoch FROM max(m.measured_at) - min(m.measured_at)) / 86400
    FROM generate_series(clock_timestamp() - interval '30 days', clock_timestamp(), interval '1 hour') AS beginning
    CROSS JOIN LATERAL (
        SELECT k.measured_at, k.database_bytes
        FROM operations.measurements k
        WHERE k.measured_at >= beginning AND k.measured_at < beginning + interval '1 hour' AND k.database_bytes IS NOT NULL
        ORDER BY k.measured_at
        LIMIT 1) AS m
$$;

-- Where the counters stood at the last run, and for how long there have been runs.
CREATE OR REPLACE FUNCTION operations.last_counters()
RETURNS TABLE (counters text, measured_at timestamptz, first_measured_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.counters::text, m.measured_at, (SELECT min(f.measured_at) FROM operations.measurements f)
    FROM operations.measurements m
    ORDER BY m.measured_at DESC
    LIMIT 1
$$;

-- False if a run was recorded at that very time.
CREATE OR REPLACE FUNCTION operations.record_measurement(
    at timestamptz, word text, why jsonb, missing jsonb, numbers jsonb, counted jsonb, bytes bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept CONSTANT interval := '30 days';
    is_new boolean;
BEGIN
    INSERT INTO operations.measurements (measured_at, status, reasons, not_measured, metrics, counters, database_bytes)
    VALUES (at, word, why, missing, numbers, counted, bytes)
    ON CONFLICT (measured_at) DO NOTHING;
    is_new := FOUND;
    -- More than come in: the table stays as long as it is.
    DELETE FROM operations.measurements m
    WHERE m.measured_at IN (
        SELECT o.measured_at FROM operations.measurements o
        WHERE o.measured_at < clock_timestamp() - kept
        ORDER BY o.measured_at
        LIMIT 10);
    RETURN is_new;
END
$$;

GRANT EXECUTE ON FUNCTION
    operations.queue_state(),
    operations.run_ages(),
    operations.search_times(),
    operations.storage_growth(),
    operations.last_counters(),
    operations.record_measurement(timestamptz, text, jsonb, jsonb, jsonb, jsonb, bigint)
    TO statehouse_monitor;

-- The newest measurement; no row before the first.
CREATE OR REPLACE FUNCTION operations.newest_measurement()
RETURNS TABLE (measured_at timestamptz, age_seconds double precision, status text, reasons text, not_measured text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT m.measured_at, extract(epoch FROM clock_timestamp() - m.measured_at)::double precision, m.status, m.reasons::text,
           m.not_measured::text
    FROM operations.measurements m
    ORDER BY m.measured_at DESC
    LIMIT 1;
END
$$;

-- Numbers of the runs in a span of time, the newest first.
CREATE OR REPLACE FUNCTION operations.list_measurements(since timestamptz, before timestamptz, page_rows integer)
RETURNS TABLE (measured_at timestamptz, status text, metrics text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT m.measured_at, m.status, m.metrics::text
    FROM operations.measurements m
    WHERE (since IS NULL OR m.measured_at >= since) AND (before IS NULL OR m.measured_at < before)
    ORDER BY m.measured_at DESC
    LIMIT page_rows;
END
$$;

-- Runs by schedule, the latest due first.
CREATE OR REPLACE FUNCTION operations.list_runs(
    of_function text, of_outcome text, before timestamptz, before_function text, page_rows integer)
RETURNS TABLE (
    function text, due_at timestamptz, execution text, attempt smallint, dry_run boolean, outcome text, started_at timestamptz,
    ended_at timestamptz, counts text, error text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT r.function, r.due_at, r.execution, r.attempt, r.dry_run, r.outcome, r.started_at, r.ended_at, r.counts::text, r.error
    FROM operations.scheduled_runs r
    WHERE (of_function IS NULL OR r.function = of_function)
      AND (of_outcome IS NULL OR r.outcome = of_outcome)
      AND (before IS NULL OR (r.due_at, r.function) < (before, before_function))
    ORDER BY r.due_at DESC, r.function DESC
    LIMIT page_rows;
END
$$;

-- What is wrong with the database, the worst first and of that the oldest.
CREATE OR REPLACE FUNCTION operations.list_findings(
    of_severity text, of_kind text, after_rank integer, after_seen_at timestamptz, after_task text, after_kind text,
    after_object text, page_rows integer)
RETURNS TABLE (
    task text, kind text, object text, severity text, message text, fix text, first_seen_at timestamptz, last_seen_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    worst_first CONSTANT text[] := ARRAY['error', 'warning', 'note'];
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT f.task, f.kind, f.object, f.severity, f.message, f.fix, f.first_seen_at, f.last_seen_at
    FROM operations.findings f
    WHERE f.gone_at IS NULL
      AND (of_severity IS NULL OR f.severity = of_severity)
      AND (of_kind IS NULL OR f.kind = of_kind)
      AND (after_rank IS NULL OR (array_position(worst_first, f.severity), f.first_seen_at, f.task, f.kind, f.object)
                                 > (after_rank, after_seen_at, after_task, after_kind, after_object))
    ORDER BY array_position(worst_first, f.severity), f.first_seen_at, f.task, f.kind, f.object
    LIMIT page_rows;
END
$$;

GRANT EXECUTE ON FUNCTION
    operations.newest_measurement(),
    operations.list_findings(text, text, integer, timestamptz, text, text, text, integer),
    operations.list_measurements(timestamptz, timestamptz, integer),
    operations.list_runs(text, text, timestamptz, text, integer)
    TO statehouse_app;
