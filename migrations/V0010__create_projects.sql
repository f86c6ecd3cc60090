-- Projects gather what belongs together inside a workspace.

CREATE TABLE app.projects (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT projects_slug_unique UNIQUE (workspace_id, slug),
    CONSTRAINT slug_is_a_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200)
);

CALL app.isolate_by_workspace('app.projects');
GRANT SELECT, INSERT ON app.projects TO statehouse_app;
