-- Costs anew, after a model's prices were corrected: first how much they would differ, and then, if somebody wants that, for good.

CREATE TABLE app.price_recalculations (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    -- Calls of this time, by their ids; the end is not of it.
    from_at timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    -- The model's prices in that time as they were when it was asked for, so that what is applied is what was shown: a list of
    -- {tokenClass, microusdPerMillion, validFrom, validTo}, as the API has them.
    prices jsonb NOT NULL,
    status text NOT NULL DEFAULT 'previewing',
    -- What came of looking, and of applying.
    preview jsonb,
    applied jsonb,
    applied_at timestamptz,
    -- The last call that the present phase has looked at, and its sums so far: each step moves both, in its own transaction.
    reached_run uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    reached_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    usages bigint NOT NULL DEFAULT 0,
    changed bigint NOT NULL DEFAULT 0,
    newly_priced bigint NOT NULL DEFAULT 0,
    before_picousd numeric(40, 0) NOT NULL DEFAULT 0,
    after_picousd numeric(40, 0) NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT provider_is_short CHECK (length(provider) BETWEEN 1 AND 100),
    CONSTRAINT model_is_short CHECK (length(model) BETWEEN 1 AND 200),
    CONSTRAINT until_is_after_from CHECK (until_at > from_at),
    CONSTRAINT status_is_known CHECK (status IN ('previewing', 'previewed', 'applying', 'applied')),
    CONSTRAINT only_the_applied_end CHECK ((status = 'applied') = (applied_at IS NOT NULL))
);

-- Two at once would each take the other's costs for those from before.
CREATE UNIQUE INDEX price_recalculations_one_at_a_time ON app.price_recalculations (workspace_id) WHERE status = 'applying';

CALL app.isolate_by_workspace('app.price_recalculations');
CALL app.audit_changes(
    'app.price_recalculations', '{}',
    '{reached_run,reached_id,usages,changed,newly_priced,before_picousd,after_picousd,updated_at}');
GRANT SELECT, INSERT, UPDATE ON app.price_recalculations TO statehouse_app;

-- The job's own rights.
GRANT SELECT ON app.price_recalculations, app.token_usages, app.agent_run_spends TO statehouse_worker;
GRANT UPDATE (status, preview, applied, applied_at, reached_run, reached_id, usages, changed, newly_priced, before_picousd, after_picousd,
              updated_at)
    ON app.price_recalculations TO statehouse_worker;
GRANT UPDATE (input_price, cached_input_price, output_price, reasoning_price, cost_picousd) ON app.token_usages TO statehouse_worker;
GRANT UPDATE (unpriced_calls, cost_picousd, updated_at) ON app.agent_run_spends TO statehouse_worker;
