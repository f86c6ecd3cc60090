-- What runs use, and what it costs: written like their log lines, with ids of the writers' choice.

-- The time of a UUIDv7, to the millisecond. Without a search path of their own these two are expanded where they are called.
CREATE FUNCTION app.id_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT pg_catalog.to_timestamp(
        ('x' || pg_catalog.left(pg_catalog.replace(id::text, '-', ''), 12))::pg_catalog.bit(48)::bigint / 1000.0)
$$;

-- The month that it counts for, in UTC.
CREATE FUNCTION app.id_month(id uuid) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT pg_catalog.date_trunc('month', app.id_time(id) AT TIME ZONE 'UTC')::date
$$;

GRANT EXECUTE ON FUNCTION app.id_time(uuid), app.id_month(uuid) TO statehouse_app, statehouse_worker;

-- A call of a model. Each of its tokens is in one class: what a provider counts twice (cached input as input as well, reasoning as
-- output) does not add up to its total, and is refused. A row keeps the prices that it was reckoned with, so that its cost can be
-- told whatever becomes of them, and is exact; where a price is missing there is no cost.
CREATE TABLE app.token_usages (
    workspace_id uuid NOT NULL,
    run_id uuid NOT NULL,
    id uuid NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    -- Millionths of a dollar for a million tokens.
    input_price bigint,
    cached_input_price bigint,
    output_price bigint,
    reasoning_price bigint,
    cost_picousd bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, run_id, id),
    CONSTRAINT provider_is_short CHECK (length(provider) BETWEEN 1 AND 100),
    CONSTRAINT model_is_short CHECK (length(model) BETWEEN 1 AND 200),
    CONSTRAINT tokens_are_counted CHECK (
        input_tokens BETWEEN 0 AND 1000000000000 AND cached_input_tokens BETWEEN 0 AND 1000000000000
        AND output_tokens BETWEEN 0 AND 1000000000000 AND reasoning_tokens BETWEEN 0 AND 1000000000000),
    CONSTRAINT classes_are_disjoint CHECK (input_tokens + cached_input_tokens + output_tokens + reasoning_tokens = total_tokens),
    CONSTRAINT cost_is_that_of_the_tokens CHECK (cost_picousd IS NOT DISTINCT FROM CASE
        WHEN (input_tokens = 0 OR input_price IS NOT NULL) AND (cached_input_tokens = 0 OR cached_input_price IS NOT NULL)
            AND (output_tokens = 0 OR output_price IS NOT NULL) AND (reasoning_tokens = 0 OR reasoning_price IS NOT NULL)
        THEN input_tokens * coalesce(input_price, 0) + cached_input_tokens * coalesce(cached_input_price, 0)
            + output_tokens * coalesce(output_price, 0) + reasoning_tokens * coalesce(reasoning_price, 0) END)
) PARTITION BY RANGE (id);

CALL app.isolate_by_workspace('app.token_usages');
GRANT SELECT, INSERT ON app.token_usages TO statehouse_app;
SELECT app.make_partitions('app.token_usages', 24);

-- Money is looked at for longer than what was said about it.
INSERT INTO operations.retentions (relation, keep_months, archive) VALUES ('token_usages', 24, true);

-- What a run spent in a month: the sum of its usages, kept in their transactions. A run's batches wait for each other here, and for
-- no other run's. It tells of runs and projects that are gone, too, so there are no references to them.
CREATE TABLE app.agent_run_spends (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    run_id uuid NOT NULL,
    month date NOT NULL,
    -- The run's, when it spent first.
    project_id uuid,
    calls bigint NOT NULL,
    unpriced_calls bigint NOT NULL,
    cost_picousd numeric(40, 0) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, run_id, month),
    CONSTRAINT month_begins CHECK (extract(day FROM month) = 1),
    CONSTRAINT calls_are_counted CHECK (unpriced_calls BETWEEN 0 AND calls),
    CONSTRAINT cost_is_no_gain CHECK (cost_picousd >= 0)
) WITH (fillfactor = 50);

CREATE INDEX agent_run_spends_of_a_month ON app.agent_run_spends (workspace_id, month, project_id);

CALL app.isolate_by_workspace('app.agent_run_spends');
GRANT SELECT, INSERT, UPDATE ON app.agent_run_spends TO statehouse_app;
