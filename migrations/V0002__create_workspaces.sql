-- Workspaces are the tenants: all that a customer stores hangs from one of these rows.

CREATE TABLE app.workspaces (
    id uuid PRIMARY KEY,
    slug text NOT NULL CONSTRAINT workspaces_slug_unique UNIQUE,
    name text NOT NULL,
    plan text NOT NULL DEFAULT 'free',
    settings jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT slug_is_a_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200),
    CONSTRAINT settings_is_object CHECK (jsonb_typeof(settings) = 'object')
);

CALL app.isolate_by_workspace('app.workspaces', 'id');
GRANT SELECT ON app.workspaces TO statehouse_app;
