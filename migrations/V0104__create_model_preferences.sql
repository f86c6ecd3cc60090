-- Which model is to do a task, in all of a workspace or in one project.

CREATE TABLE app.model_preferences (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- NULL for all of the workspace.
    project_id uuid,
    task text NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    parameters jsonb NOT NULL DEFAULT '{}',
    -- The highest applies; of equal ones, the newest.
    priority integer NOT NULL DEFAULT 0,
    -- Moves with every change; the ETag of the preference.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id),
    CONSTRAINT task_is_a_word CHECK (task ~ '^[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?$'),
    CONSTRAINT provider_is_a_word CHECK (provider ~ '^[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?$'),
    CONSTRAINT model_not_blank CHECK (model ~ '\S'),
    CONSTRAINT model_is_short CHECK (length(model) <= 200),
    CONSTRAINT parameters_is_object CHECK (jsonb_typeof(parameters) = 'object'),
    CONSTRAINT priority_is_moderate CHECK (priority BETWEEN -1000 AND 1000)
);

CREATE INDEX model_preferences_of_a_task ON app.model_preferences (workspace_id, task, project_id, priority DESC, id DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX model_preferences_of_a_project ON app.model_preferences (workspace_id, project_id) WHERE project_id IS NOT NULL;
CREATE INDEX model_preferences_to_purge ON app.model_preferences (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.model_preferences');
CALL app.audit_changes('app.model_preferences');
GRANT SELECT, INSERT, UPDATE ON app.model_preferences TO statehouse_app;
