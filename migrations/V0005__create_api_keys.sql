-- API keys: the public prefix finds the row, the SHA-256 of the whole key proves it. The key itself is never stored.

CREATE TABLE app.api_keys (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL CONSTRAINT api_keys_prefix_unique UNIQUE,
    secret_sha256 bytea NOT NULL,
    role text NOT NULL,
    user_id uuid,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    -- A key acts only for a member of its own workspace.
    CONSTRAINT acts_for_a_member FOREIGN KEY (workspace_id, user_id) REFERENCES app.memberships (workspace_id, user_id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S' AND length(name) <= 200),
    CONSTRAINT prefix_is_twelve_letters CHECK (prefix ~ '^[0-9A-Za-z]{12}$'),
    CONSTRAINT secret_is_a_sha256 CHECK (length(secret_sha256) = 32),
    CONSTRAINT role_is_known CHECK (role IN ('viewer', 'editor', 'admin', 'owner'))
);

CREATE INDEX api_keys_of_a_user ON app.api_keys (workspace_id, user_id) WHERE user_id IS NOT NULL;

CALL app.isolate_by_workspace('app.api_keys');
