-- Who belongs to which workspace, and as what.

CREATE TABLE app.memberships (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    user_id uuid NOT NULL REFERENCES app.users (id),
    role text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id),
    CONSTRAINT role_is_known CHECK (role IN ('viewer', 'editor', 'admin', 'owner'))
);

CREATE INDEX memberships_of_a_user ON app.memberships (user_id);

CALL app.isolate_by_workspace('app.memberships');
GRANT SELECT ON app.memberships TO statehouse_app;
