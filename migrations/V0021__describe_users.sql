-- Who people are, and their login sessions. The truth of a session is here; Redis only remembers it.

ALTER TABLE app.users
    ADD COLUMN username text,
    ADD COLUMN first_name text NOT NULL DEFAULT '',
    ADD COLUMN last_name text NOT NULL DEFAULT '',
    ADD COLUMN email_verified_at timestamptz,
    ADD COLUMN last_login_at timestamptz,
    ADD COLUMN deleted_at timestamptz,
    -- No at sign: what is given at a login is then either a username or an email address.
    ADD CONSTRAINT username_is_a_word CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$' AND length(username) BETWEEN 3 AND 50) NOT VALID,
    ADD CONSTRAINT names_are_short CHECK (length(first_name) <= 200 AND length(last_name) <= 200) NOT VALID;
ALTER TABLE app.users VALIDATE CONSTRAINT username_is_a_word;
ALTER TABLE app.users VALIDATE CONSTRAINT names_are_short;

CREATE POLICY identity_rows ON app.users AS PERMISSIVE TO statehouse_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON app.users TO statehouse_identity;

CREATE TABLE app.user_sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app.users (id),
    token_sha256 bytea NOT NULL,
    -- What the client said that it is, for its bearer to recognise it by.
    device text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    -- Moves with use, up to ends_at, which never moves.
    expires_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT token_is_a_sha256 CHECK (length(token_sha256) = 32),
    CONSTRAINT device_is_short CHECK (length(device) <= 500),
    CONSTRAINT slides_to_its_end CHECK (expires_at <= ends_at)
);

CREATE INDEX user_sessions_of_a_user ON app.user_sessions (user_id, id);
CREATE INDEX user_sessions_to_clear ON app.user_sessions (expires_at);

ALTER TABLE app.user_sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_rows ON app.user_sessions AS PERMISSIVE TO statehouse_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON app.user_sessions TO statehouse_identity;
