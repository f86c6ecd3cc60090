-- What is sent by mail and works once: links that set a new password or prove a new address, and registrations, which make
-- no user before their address is proved. Whoever registers somebody else's address thus takes nothing from them, and
-- whether an address is known can't be told by trying the username again.

CREATE TABLE app.user_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app.users (id),
    purpose text NOT NULL,
    -- The address that it was sent to.
    email text NOT NULL,
    token_sha256 bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT purpose_is_known CHECK (purpose IN ('reset_password', 'verify_email')),
    CONSTRAINT email_has_an_at CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 320),
    CONSTRAINT token_is_a_sha256 CHECK (length(token_sha256) = 32)
);

CREATE UNIQUE INDEX user_tokens_by_digest ON app.user_tokens (token_sha256);
CREATE INDEX user_tokens_of_a_user ON app.user_tokens (user_id);
CREATE INDEX user_tokens_to_clear ON app.user_tokens (expires_at);

ALTER TABLE app.user_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_rows ON app.user_tokens AS PERMISSIVE TO statehouse_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.user_tokens TO statehouse_identity;

CREATE TABLE app.user_registrations (
    id uuid PRIMARY KEY,
    username text NOT NULL,
    email text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    password_hash text NOT NULL,
    token_sha256 bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT username_is_a_word CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$' AND length(username) BETWEEN 3 AND 50),
    CONSTRAINT names_are_short CHECK (length(first_name) <= 200 AND length(last_name) <= 200),
    CONSTRAINT email_has_an_at CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 320),
    CONSTRAINT token_is_a_sha256 CHECK (length(token_sha256) = 32),
    CONSTRAINT hash_is_short CHECK (length(password_hash) <= 300)
);

CREATE UNIQUE INDEX user_registrations_by_digest ON app.user_registrations (token_sha256);
CREATE INDEX user_registrations_of_an_address ON app.user_registrations (lower(email), id);
CREATE INDEX user_registrations_to_clear ON app.user_registrations (expires_at);

ALTER TABLE app.user_registrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_rows ON app.user_registrations AS PERMISSIVE TO statehouse_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.user_registrations TO statehouse_identity;
