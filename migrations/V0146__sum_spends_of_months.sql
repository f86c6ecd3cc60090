-- What all runs of a workspace, or of one project, spent in a month: running sums of app.agent_run_spends, so that a budget is looked at
-- in a few rows however many runs there were.

-- A sum lies in 16 shares, and a run's part of it always in the same one: of runs that write at once few wait for each other, and each
-- only until a statement ends.
CREATE TABLE app.monthly_spends (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    month date NOT NULL,
    -- A project, which may be gone by now, or the workspace itself for all of its runs.
    scope_id uuid NOT NULL,
    share smallint NOT NULL,
    unpriced_calls bigint NOT NULL,
    cost_picousd numeric(40, 0) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, month, scope_id, share),
    CONSTRAINT month_begins CHECK (extract(day FROM month) = 1),
    CONSTRAINT share_is_one_of_16 CHECK (share BETWEEN 0 AND 15),
    CONSTRAINT calls_are_counted CHECK (unpriced_calls >= 0),
    CONSTRAINT cost_is_no_gain CHECK (cost_picousd >= 0)
) WITH (fillfactor = 50);

CALL app.isolate_by_workspace('app.monthly_spends');
-- Nobody writes it but the trigger.
GRANT SELECT ON app.monthly_spends TO statehouse_app, statehouse_worker;
-- To lock rows, which a recalculation does in their order before it changes what they are the sums of.
GRANT UPDATE (updated_at) ON app.monthly_spends TO statehouse_worker;

-- By its last bits, which are random. Without a search path of its own it is expanded where it is called.
CREATE FUNCTION app.spend_share(run_id uuid) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (pg_catalog.get_byte(pg_catalog.uuid_send(run_id), 15) & 15)::smallint
$$;

GRANT EXECUTE ON FUNCTION app.spend_share(uuid) TO statehouse_worker;

-- In the transaction of each change, whoever makes it. The workspace's share comes first and then the project's, so that whoever wants
-- both of a month waits at the first: no two wait for each other. Rows of a run go by month for the same reason.
CREATE FUNCTION app.sum_spends() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    is_change CONSTANT boolean := TG_OP = 'UPDATE';
BEGIN
    INSERT INTO app.monthly_spends AS s (workspace_id, month, scope_id, share, unpriced_calls, cost_picousd)
    SELECT NEW.workspace_id, NEW.month, scope.id, app.spend_share(NEW.run_id), NEW.unpriced_calls, NEW.cost_picousd
    FROM (VALUES (1, NEW.workspace_id), (2, NEW.project_id)) AS scope (place, id)
    WHERE scope.id IS NOT NULL
    ORDER BY scope.place
    ON CONFLICT (workspace_id, month, scope_id, share) DO UPDATE
    SET unpriced_calls = s.unpriced_calls + excluded.unpriced_calls - CASE WHEN is_change THEN OLD.unpriced_calls ELSE 0 END,
        cost_picousd = s.cost_picousd + excluded.cost_picousd - CASE WHEN is_change THEN OLD.cost_picousd ELSE 0 END,
        updated_at = now();
    RETURN NULL;
END
$$;

-- What was spent before: nothing is spent meanwhile, so that nothing is missing and nothing counts twice.
LOCK TABLE app.agent_run_spends IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO app.monthly_spends (workspace_id, month, scope_id, share, unpriced_calls, cost_picousd)
SELECT r.workspace_id, r.month, scope.id, app.spend_share(r.run_id), sum(r.unpriced_calls), sum(r.cost_picousd)
FROM app.agent_run_spends r
CROSS JOIN LATERAL (VALUES (r.workspace_id), (r.project_id)) AS scope (id)
WHERE scope.id IS NOT NULL
GROUP BY 1, 2, 3, 4;

CREATE TRIGGER sum_new AFTER INSERT ON app.agent_run_spends
    FOR EACH ROW EXECUTE FUNCTION app.sum_spends();
CREATE TRIGGER sum_changed AFTER UPDATE ON app.agent_run_spends
    FOR EACH ROW WHEN (OLD.unpriced_calls <> NEW.unpriced_calls OR OLD.cost_picousd <> NEW.cost_picousd)
    EXECUTE FUNCTION app.sum_spends();
