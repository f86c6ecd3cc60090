-- Who was asked to join a workspace. The token in the message proves that it was received; only its SHA-256 is stored.

CREATE TABLE app.invitations (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    token_sha256 bytea NOT NULL,
    -- NULL: a key that acts for nobody.
    invited_by uuid REFERENCES app.users (id),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT email_has_an_at CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 320),
    CONSTRAINT role_is_known CHECK (role IN ('viewer', 'editor', 'admin', 'owner')),
    CONSTRAINT token_is_a_sha256 CHECK (length(token_sha256) = 32),
    CONSTRAINT accepted_or_revoked CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);

-- One open invitation for an address: to invite again sends it anew, and makes the earlier message worthless.
CREATE UNIQUE INDEX invitations_open_for_an_address ON app.invitations (workspace_id, lower(email))
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_by_token ON app.invitations (token_sha256);
CREATE INDEX invitations_of_an_inviter ON app.invitations (invited_by) WHERE invited_by IS NOT NULL;

CALL app.isolate_by_workspace('app.invitations');
GRANT SELECT, INSERT, UPDATE ON app.invitations TO statehouse_identity;
