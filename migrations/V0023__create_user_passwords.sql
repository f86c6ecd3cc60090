-- Passwords, apart from the people: only the identity function may read a hash. Who was invited and never registered has none.

CREATE TABLE app.user_passwords (
    user_id uuid PRIMARY KEY REFERENCES app.users (id),
    -- In the form that names its own algorithm and parameters, so that each can be upgraded at its next use.
    hash text NOT NULL,
    -- By its person; an upgrade of the hash moves updated_at alone.
    changed_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hash_is_argon2id_or_bcrypt CHECK (
        hash ~ '^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{22,}$'
        OR hash ~ '^\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$'),
    CONSTRAINT hash_is_short CHECK (length(hash) <= 300)
);

ALTER TABLE app.user_passwords ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_rows ON app.user_passwords AS PERMISSIVE TO statehouse_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.user_passwords TO statehouse_identity;
