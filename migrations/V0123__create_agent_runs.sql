-- Work of an agent, from the moment that it is asked for until its end.

CREATE TABLE app.agent_runs (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    -- A UUIDv7 of ours: no line of the run is much older.
    id uuid NOT NULL,
    -- What it was for. A run outlives each of them.
    project_id uuid,
    issue_id uuid,
    prompt_version_id uuid,
    name text NOT NULL,
    agent text NOT NULL,
    status text NOT NULL DEFAULT 'queued',
    -- Whatever its engine keeps between two steps.
    workflow_state jsonb NOT NULL DEFAULT '{}',
    -- Why it failed, or was cancelled.
    error text,
    -- What it is expected to cost at most: counts against budgets until its end, when only what it cost does.
    reserved_microusd bigint NOT NULL DEFAULT 0,
    -- A running one that was not heard of for so long is stale.
    heartbeat_seconds integer NOT NULL DEFAULT 300,
    heartbeat_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    -- Moves with every change but heartbeats; the ETag of the run.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    -- Set while a run with many lines is taken apart in several transactions: from the first on it is gone for everybody.
    purge_begun_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id)
        REFERENCES app.projects (workspace_id, id) ON DELETE SET NULL (project_id),
    CONSTRAINT for_an_issue_of_the_workspace FOREIGN KEY (workspace_id, issue_id)
        REFERENCES app.issues (workspace_id, id) ON DELETE SET NULL (issue_id),
    CONSTRAINT by_a_prompt_of_the_workspace FOREIGN KEY (workspace_id, prompt_version_id)
        REFERENCES app.prompt_versions (workspace_id, id) ON DELETE SET NULL (prompt_version_id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200),
    CONSTRAINT agent_not_blank CHECK (agent ~ '\S' AND length(agent) <= 200),
    CONSTRAINT status_is_known CHECK (status IN ('queued', 'running', 'waiting', 'paused', 'succeeded', 'failed', 'cancelled')),
    CONSTRAINT workflow_state_is_object CHECK (jsonb_typeof(workflow_state) = 'object'),
    CONSTRAINT error_is_bounded CHECK (length(error) <= 10000),
    CONSTRAINT reserved_is_moderate CHECK (reserved_microusd BETWEEN 0 AND 1000000000000),
    CONSTRAINT heartbeats_are_regular CHECK (heartbeat_seconds BETWEEN 10 AND 86400),
    CONSTRAINT only_the_started_run CHECK (status NOT IN ('running', 'waiting', 'paused', 'succeeded', 'failed') OR started_at IS NOT NULL),
    CONSTRAINT only_the_finished_end CHECK ((status IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
    CONSTRAINT only_the_finished_go CHECK (deleted_at IS NULL OR finished_at IS NOT NULL),
    CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL)
) WITH (fillfactor = 80);

-- Each list is a range of one of these, from its newest end.
CREATE INDEX agent_runs_by_status ON app.agent_runs (workspace_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX agent_runs_of_a_project ON app.agent_runs (workspace_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX agent_runs_of_an_issue ON app.agent_runs (workspace_id, issue_id, id) WHERE issue_id IS NOT NULL;
CREATE INDEX agent_runs_of_a_prompt ON app.agent_runs (workspace_id, prompt_version_id, id) WHERE prompt_version_id IS NOT NULL;
-- What runs is little, however many have run.
CREATE INDEX agent_runs_last_heard_of ON app.agent_runs (heartbeat_at) WHERE status = 'running';
CREATE INDEX agent_runs_to_purge ON app.agent_runs (deleted_at) WHERE deleted_at IS NOT NULL;

-- Which status may follow which. SH003 is a code of our own: its message is told to the caller.
CREATE FUNCTION app.move_agent_run() RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before CONSTANT text := CASE TG_OP WHEN 'UPDATE' THEN OLD.status ELSE 'new' END;
BEGIN
    IF NOT (CASE before
        WHEN 'new' THEN NEW.status = 'queued'
        WHEN 'queued' THEN NEW.status IN ('running', 'cancelled')
        WHEN 'running' THEN NEW.status IN ('waiting', 'paused', 'succeeded', 'failed', 'cancelled')
        WHEN 'waiting' THEN NEW.status IN ('running', 'failed', 'cancelled')
        WHEN 'paused' THEN NEW.status IN ('running', 'failed', 'cancelled')
        ELSE false END) THEN
        RAISE EXCEPTION 'a run can''t go from % to %', before, NEW.status USING ERRCODE = 'SH003';
    END IF;
    IF NEW.status = 'running' THEN
        NEW.started_at := coalesce(NEW.started_at, now());
        NEW.heartbeat_at := now();
    ELSIF NEW.status IN ('succeeded', 'failed', 'cancelled') THEN
        NEW.finished_at := now();
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER begin_queued BEFORE INSERT ON app.agent_runs
    FOR EACH ROW WHEN (NEW.status <> 'queued') EXECUTE FUNCTION app.move_agent_run();
CREATE TRIGGER move_legally BEFORE UPDATE OF status ON app.agent_runs
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION app.move_agent_run();

CALL app.isolate_by_workspace('app.agent_runs');
CREATE POLICY not_being_purged ON app.agent_runs AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);
-- That it was heard of again is no news.
CALL app.audit_changes('app.agent_runs', '{}', '{heartbeat_at}');
GRANT SELECT, INSERT, UPDATE ON app.agent_runs TO statehouse_app;
