-- What is removed for good: a project, a workspace or a person. One row says how far its removal has come, and afterwards that it was
-- done and what went: the receipt, which outlives its subject. It names nobody and holds ids and counts alone.

CREATE TABLE operations.removals (
    -- Whoever knows it is shown the receipt: of a removed workspace or person there is nobody left who could prove themselves. The
    -- lower half of it is random.
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    -- Of a project; of a workspace it is the subject. There are no references: this stays when they go.
    workspace_id uuid,
    -- Null for one that nobody asked for: what was deleted was not restored in time.
    asked_by uuid,
    state text NOT NULL DEFAULT 'pending',
    -- Rows first, then what lies outside PostgreSQL, then the subject's own row.
    stage text NOT NULL DEFAULT 'rows',
    -- How many of the tables are done with, in their order.
    reached integer NOT NULL DEFAULT 0,
    -- What went, moved in the transaction that deletes it: {"tables": {"messages": 12}, "cache": {"keys": 3}}.
    counts jsonb NOT NULL DEFAULT '{}',
    -- A batch of what lies outside PostgreSQL: noted before it is deleted and counted afterwards, so that a worker that dies in
    -- between neither forgets nor repeats its count.
    under_way jsonb,
    -- Failures since the last step that was made.
    failures integer NOT NULL DEFAULT 0,
    error text,
    due_at timestamptz NOT NULL,
    -- Until then, links that were given out before may still bring files into the bucket.
    links_end_at timestamptz NOT NULL,
    receipt jsonb,
    -- Of the receipt as canonical JSON (RFC 8785).
    receipt_sha256 bytea,
    started_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- However often it is asked for, and by whomever.
    CONSTRAINT removals_one_of_a_subject UNIQUE (subject_id, kind),
    CONSTRAINT kind_is_known CHECK (kind IN ('project', 'workspace', 'user')),
    CONSTRAINT state_is_known CHECK (state IN ('pending', 'running', 'failed', 'completed')),
    CONSTRAINT stage_is_known CHECK (stage IN ('rows', 'elsewhere', 'end')),
    CONSTRAINT only_a_user_is_in_no_workspace CHECK ((kind = 'user') = (workspace_id IS NULL)),
    CONSTRAINT only_the_completed_end CHECK ((state = 'completed') = (finished_at IS NOT NULL)),
    CONSTRAINT the_completed_have_a_receipt CHECK ((state = 'completed') = (receipt IS NOT NULL AND length(receipt_sha256) = 32)),
    CONSTRAINT error_is_short CHECK (length(error) <= 500)
);

CREATE INDEX removals_due ON operations.removals (due_at, id) WHERE state <> 'completed';
CREATE INDEX removals_of_a_workspace ON operations.removals (workspace_id, id) WHERE workspace_id IS NOT NULL;

ALTER TABLE app.workspaces
    -- From then on nobody gets into it, and there is no way back.
    ADD COLUMN removal_begun_at timestamptz;
CALL app.audit_changes('app.workspaces');
