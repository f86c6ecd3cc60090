-- Work without a request. A job is in exactly one of three tables: `jobs` while it waits or runs, `finished_jobs` when it was
-- completed or cancelled, `dead_jobs` when it was given up; each way from one to another is one statement.
--
-- `jobs` is made for churn. A claim changes no column that an index holds, so it is a heap-only update; what is done is deleted,
-- and leaves nothing for later claims to step over once it is vacuumed. While a long snapshot (a dump) keeps it from being
-- vacuumed, the worker starts each scan where its last one ended (app.claim_jobs). Rotating tables would not help then: a dump
-- also holds a lock on each table, and neither TRUNCATE nor DROP could run.

CREATE TABLE app.jobs (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    -- Whose private rows it may see; no reference, for the job says what was asked, and its workspace's policies decide.
    person_id uuid,
    -- 0 goes first; within one, the earliest run_at.
    priority smallint NOT NULL DEFAULT 2,
    run_at timestamptz NOT NULL,
    -- Of one workspace, kind and key there is at most one waiting or running.
    unique_key text,
    max_attempts smallint NOT NULL,
    attempt smallint NOT NULL DEFAULT 0,
    -- While it runs. Once it is over, whoever comes may claim the job again.
    lease_until timestamptz,
    -- Counts claims. What a worker says of a job counts only with the fence of its own claim.
    fence bigint NOT NULL DEFAULT 0,
    -- How many leases ran out: each may have done its work in part, or wholly.
    lapses integer NOT NULL DEFAULT 0,
    cancel_requested_at timestamptz,
    progress_done bigint NOT NULL DEFAULT 0,
    progress_total bigint,
    progress_text text NOT NULL DEFAULT '',
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT kind_is_a_word CHECK (kind ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT payload_is_an_object CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT payload_is_bounded CHECK (length(payload::text) <= 100000),
    CONSTRAINT priority_is_a_level CHECK (priority BETWEEN 0 AND 3),
    CONSTRAINT unique_key_is_short CHECK (length(unique_key) BETWEEN 1 AND 200),
    CONSTRAINT attempts_are_few CHECK (max_attempts BETWEEN 1 AND 100),
    CONSTRAINT progress_is_counted CHECK (progress_done >= 0 AND progress_total >= 0),
    CONSTRAINT progress_text_is_short CHECK (length(progress_text) <= 500),
    CONSTRAINT last_error_is_short CHECK (length(last_error) <= 2000)
) WITH (
    -- Half of each page is left for the one update that each row gets, the claim.
    fillfactor = 50,
    -- The table is small or was large a moment ago, so that a share of it says nothing.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0);

-- What a claim reads, in its order. Nothing in it changes by a claim, a heartbeat or a report of progress.
CREATE INDEX jobs_first_due ON app.jobs (workspace_id, priority, run_at, id);
CREATE UNIQUE INDEX jobs_unique_key ON app.jobs (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL;

CREATE TABLE app.dead_jobs (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    person_id uuid,
    priority smallint NOT NULL,
    run_at timestamptz NOT NULL,
    unique_key text,
    max_attempts smallint NOT NULL,
    attempt smallint NOT NULL,
    -- Goes on when the job is driven again, so that a worker of its first life stays refused.
    fence bigint NOT NULL,
    lapses integer NOT NULL,
    progress_done bigint NOT NULL,
    progress_total bigint,
    progress_text text NOT NULL,
    last_error text NOT NULL,
    died_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX dead_jobs_of_a_kind ON app.dead_jobs (workspace_id, kind, id);

-- A month's rows lie together, and leave together. There are no references: rows are checked where they come from.
CREATE TABLE app.finished_jobs (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    payload jsonb NOT NULL,
    person_id uuid,
    priority smallint NOT NULL,
    run_at timestamptz NOT NULL,
    max_attempts smallint NOT NULL,
    attempt smallint NOT NULL,
    lapses integer NOT NULL,
    progress_done bigint NOT NULL,
    progress_total bigint,
    progress_text text NOT NULL,
    last_error text,
    finished_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    -- The time is in it for PostgreSQL's sake; a job comes here once, since it leaves `jobs` once.
    PRIMARY KEY (workspace_id, id, finished_at),
    CONSTRAINT state_is_known CHECK (state IN ('completed', 'cancelled'))
) PARTITION BY RANGE (finished_at);

CALL app.isolate_by_workspace('app.jobs');
CALL app.isolate_by_workspace('app.dead_jobs');
CALL app.isolate_by_workspace('app.finished_jobs');
GRANT SELECT, INSERT, UPDATE, DELETE ON app.jobs TO statehouse_app;
GRANT SELECT, DELETE ON app.dead_jobs TO statehouse_app;
GRANT SELECT, INSERT ON app.finished_jobs TO statehouse_app;
-- A job may enqueue others.
GRANT SELECT, INSERT ON app.jobs TO statehouse_worker;

-- As before, and for tables that are partitioned by an instant as well.
CREATE OR REPLACE FUNCTION app.make_partitions(parent regclass, months_ahead integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_month CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    parent_name CONSTANT name := (SELECT relname FROM pg_class WHERE oid = parent);
    by_id CONSTANT boolean := (
        SELECT a.atttypid = 'uuid'::regtype
        FROM pg_partitioned_table t JOIN pg_attribute a ON a.attrelid = t.partrelid AND a.attnum = t.partattrs[0]
        WHERE t.partrelid = parent);
    month timestamp;
    begins timestamptz;
    ends timestamptz;
    part text;
    made integer := 0;
BEGIN
    FOR month IN SELECT generate_series(this_month - interval '1 month', this_month + months_ahead * interval '1 month', '1 month') LOOP
        part := format('app.%I', parent_name || to_char(month, '_YYYY_MM'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        begins := month AT TIME ZONE 'UTC';
        ends := (month + interval '1 month') AT TIME ZONE 'UTC';
        EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', part, parent);
        CALL app.isolate_by_workspace(part::regclass);
        IF EXISTS (SELECT FROM pg_policy WHERE polrelid = parent AND polname = 'own_private_rows') THEN
            CALL app.hide_private_rows(part::regclass);
        END IF;
        EXECUTE format(
            'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, part,
            CASE WHEN by_id THEN app.first_id(begins)::text ELSE begins::text END,
            CASE WHEN by_id THEN app.first_id(ends)::text ELSE ends::text END);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

SELECT app.make_partitions('app.finished_jobs', 24);
