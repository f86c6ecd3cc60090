-- What runs may cost in a calendar month (UTC): all of a workspace's, or one project's.

CREATE TABLE app.budgets (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- NULL for all of the workspace.
    project_id uuid,
    -- Millionths of a dollar. At the first a warning is given, at the second no run is queued any more.
    soft_limit_microusd bigint,
    hard_limit_microusd bigint,
    -- Moves with every change; the ETag of the budget.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id)
        REFERENCES app.projects (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT it_has_a_limit CHECK (soft_limit_microusd IS NOT NULL OR hard_limit_microusd IS NOT NULL),
    CONSTRAINT limits_are_moderate CHECK (
        soft_limit_microusd BETWEEN 0 AND 1000000000000000 AND hard_limit_microusd BETWEEN 0 AND 1000000000000000),
    CONSTRAINT it_warns_before_it_refuses CHECK (soft_limit_microusd <= hard_limit_microusd)
);

CREATE UNIQUE INDEX budgets_one_for_each ON app.budgets (workspace_id, project_id) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
CREATE INDEX budgets_of_a_project ON app.budgets (workspace_id, project_id) WHERE project_id IS NOT NULL;
CREATE INDEX budgets_to_purge ON app.budgets (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.budgets');
CALL app.audit_changes('app.budgets');
GRANT SELECT, INSERT, UPDATE ON app.budgets TO statehouse_app;

-- That a soft limit was reached, once a month; an event by way of the audit log.
CREATE TABLE app.budget_warnings (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    budget_id uuid NOT NULL,
    month date NOT NULL,
    -- As they were then: what was spent, with what was reserved, and the limit.
    committed_microusd bigint NOT NULL,
    soft_limit_microusd bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT budget_warnings_once_a_month UNIQUE (workspace_id, budget_id, month),
    CONSTRAINT of_a_budget_of_the_workspace FOREIGN KEY (workspace_id, budget_id)
        REFERENCES app.budgets (workspace_id, id) ON DELETE CASCADE
);

CALL app.isolate_by_workspace('app.budget_warnings');
CALL app.audit_changes('app.budget_warnings');
GRANT SELECT, INSERT ON app.budget_warnings TO statehouse_app;
