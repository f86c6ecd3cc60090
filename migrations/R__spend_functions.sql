-- Sums of what was spent are kept by whoever writes a call of a model: app.agent_run_spends by runs, and app.monthly_spends of those by
-- projects and workspaces. Maintenance, as the owner, looks whether they are what they say, and may put them right.

-- Months whose calls are still there: those before were put away, and only their sums are left.
CREATE OR REPLACE FUNCTION app.months_of_calls() RETURNS TABLE (month date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT to_date(right(c.relname, 7), 'YYYY_MM')
    FROM pg_inherits h
    JOIN pg_class c ON c.oid = h.inhrelid
    WHERE h.inhparent = 'app.token_usages'::regclass AND NOT h.inhdetachpending
$$;

-- Months whose sums changed since they were verified, or were verified long ago; those first that never were. A month of calls without
-- any sum is one of them, too.
CREATE OR REPLACE FUNCTION app.spends_to_verify() RETURNS TABLE (workspace_id uuid, month date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
    WITH summed AS (
        SELECT m.workspace_id, m.month, max(m.updated_at) AS changed_at
        FROM app.monthly_spends m
        GROUP BY 1, 2
        UNION ALL
        SELECT w.id, kept.month, NULL
        FROM app.workspaces w
        CROSS JOIN app.months_of_calls() kept
        -- One look for each into the index of the month: not all calls there are, to be joined with.
        WHERE (SELECT true
               FROM app.token_usages u
               WHERE u.workspace_id = w.id
                 AND u.id >= app.first_id(kept.month::timestamp AT TIME ZONE 'UTC')
                 AND u.id < app.first_id((kept.month + interval '1 month') AT TIME ZONE 'UTC')
               LIMIT 1)
          AND NOT EXISTS (SELECT FROM app.monthly_spends m WHERE m.workspace_id = w.id AND m.month = kept.month)
    )
    SELECT s.workspace_id, s.month
    FROM summed s
    LEFT JOIN app.verified_spends v ON v.workspace_id = s.workspace_id AND v.month = s.month
    -- What had not committed yet when it was verified changed it by then, by its own clock.
    WHERE v.verified_at IS NULL OR v.verified_at < s.changed_at + interval '10 minutes'
       OR v.verified_at < now() - interval '30 days'
    ORDER BY v.verified_at NULLS FIRST, s.workspace_id, s.month
    LIMIT 10000
$$;

-- What the calls of runs come to. Calls of a run that was deleted go, and what it spent stays known: there is nothing to compare then.
CREATE OR REPLACE FUNCTION app.spends_by_calls(of_workspace uuid, of_month date)
RETURNS TABLE (run_id uuid, project_id uuid, calls bigint, unpriced_calls bigint, cost_picousd numeric)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    begins CONSTANT uuid := app.first_id(of_month::timestamp AT TIME ZONE 'UTC');
    ends CONSTANT uuid := app.first_id((of_month + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
    IF of_month NOT IN (SELECT k.month FROM app.months_of_calls() k) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH called AS MATERIALIZED (
        SELECT u.run_id, count(*) AS calls, count(*) FILTER (WHERE u.cost_picousd IS NULL) AS unpriced_calls,
               coalesce(sum(u.cost_picousd), 0) AS cost_picousd
        FROM app.token_usages u
        WHERE u.workspace_id = of_workspace AND u.id >= begins AND u.id < ends
        GROUP BY 1
    )
    SELECT r.id, r.project_id, coalesce(c.calls, 0), coalesce(c.unpriced_calls, 0), coalesce(c.cost_picousd, 0)
    FROM (SELECT k.run_id FROM called k
          UNION
          SELECT s.run_id FROM app.agent_run_spends s WHERE s.workspace_id = of_workspace AND s.month = of_month) AS spent
    JOIN app.agent_runs r ON r.workspace_id = of_workspace AND r.id = spent.run_id AND r.deleted_at IS NULL
    LEFT JOIN called c ON c.run_id = spent.run_id;
END
$$;

-- What the sums of runs come to.
CREATE OR REPLACE FUNCTION app.spends_by_runs(of_workspace uuid, of_month date)
RETURNS TABLE (scope_id uuid, share smallint, unpriced_calls numeric, cost_picousd numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT scope.id, app.spend_share(s.run_id), sum(s.unpriced_calls), sum(s.cost_picousd)
    FROM app.agent_run_spends s
    CROSS JOIN LATERAL (VALUES (s.workspace_id), (s.project_id)) AS scope (id)
    WHERE s.workspace_id = of_workspace AND s.month = of_month AND scope.id IS NOT NULL
    GROUP BY 1, 2
$$;

-- How many sums of a month are not what they should be: of runs, and of the workspace and its projects. What is right is remembered as
-- verified. One statement looks at all of it, so that what is written meanwhile is in everything or in nothing.
CREATE OR REPLACE FUNCTION app.verify_spends(of_workspace uuid, of_month date, OUT runs bigint, OUT scopes bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    begun CONSTANT timestamptz := clock_timestamp();
BEGIN
    SELECT (SELECT count(*)
            FROM app.spends_by_calls(of_workspace, of_month) c
            LEFT JOIN app.agent_run_spends s ON s.workspace_id = of_workspace AND s.run_id = c.run_id AND s.month = of_month
            WHERE (c.calls, c.unpriced_calls, c.cost_picousd)
                  IS DISTINCT FROM (s.calls, s.unpriced_calls, s.cost_picousd)),
           (SELECT count(DISTINCT scope_id)
            FROM app.spends_by_runs(of_workspace, of_month) r
            FULL JOIN (SELECT m.scope_id, m.share, m.unpriced_calls, m.cost_picousd
                       FROM app.monthly_spends m
                       WHERE m.workspace_id = of_workspace AND m.month = of_month) k USING (scope_id, share)
            WHERE (coalesce(r.unpriced_calls, 0), coalesce(r.cost_picousd, 0))
                  <> (coalesce(k.unpriced_calls, 0), coalesce(k.cost_picousd, 0)))
    INTO runs, scopes;
    IF runs = 0 AND scopes = 0 THEN
        INSERT INTO app.verified_spends AS v (workspace_id, month, verified_at)
        VALUES (of_workspace, of_month, begun)
        ON CONFLICT (workspace_id, month) DO UPDATE SET verified_at = excluded.verified_at;
    END IF;
END
$$;

-- Makes the sums of a month what they should be. Nothing is spent meanwhile.
CREATE OR REPLACE FUNCTION app.correct_spends(of_workspace uuid, of_month date) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    LOCK TABLE app.agent_run_spends IN SHARE ROW EXCLUSIVE MODE;
    -- Those of the workspace first: the trigger adds to them what is changed by the way (V0146).
    INSERT INTO app.monthly_spends AS m (workspace_id, month, scope_id, share, unpriced_calls, cost_picousd)
    SELECT of_workspace, of_month, scope_id, share, coalesce(r.unpriced_calls, 0), coalesce(r.cost_picousd, 0)
    FROM app.spends_by_runs(of_workspace, of_month) r
    FULL JOIN (SELECT k.scope_id, k.share
               FROM app.monthly_spends k
               WHERE k.workspace_id = of_workspace AND k.month = of_month) k USING (scope_id, share)
    ORDER BY (scope_id = of_workspace) DESC, scope_id, share
    ON CONFLICT (workspace_id, month, scope_id, share) DO UPDATE
    SET unpriced_calls = excluded.unpriced_calls, cost_picousd = excluded.cost_picousd, updated_at = now()
    WHERE (m.unpriced_calls, m.cost_picousd) <> (excluded.unpriced_calls, excluded.cost_picousd);

    INSERT INTO app.agent_run_spends AS s (workspace_id, run_id, month, project_id, calls, unpriced_calls, cost_picousd)
    SELECT of_workspace, c.run_id, of_month, c.project_id, c.calls, c.unpriced_calls, c.cost_picousd
    FROM app.spends_by_calls(of_workspace, of_month) c
    ORDER BY c.run_id
    ON CONFLICT (workspace_id, run_id, month) DO UPDATE
    SET calls = excluded.calls, unpriced_calls = excluded.unpriced_calls, cost_picousd = excluded.cost_picousd, updated_at = now()
    WHERE (s.calls, s.unpriced_calls, s.cost_picousd) <> (excluded.calls, excluded.unpriced_calls, excluded.cost_picousd);
END
$$;

REVOKE EXECUTE ON FUNCTION app.spends_to_verify(), app.months_of_calls(), app.spends_by_calls(uuid, date), app.spends_by_runs(uuid, date),
    app.verify_spends(uuid, date), app.correct_spends(uuid, date) FROM PUBLIC;
