-- People, across workspaces. No role but the owner reads this table: a unique email would tell one tenant of another's.

CREATE TABLE app.users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT email_has_an_at CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 320)
);

CREATE UNIQUE INDEX users_email_ignoring_case ON app.users (lower(email));

-- Row security though nobody is granted anything: a grant made by mistake still shows no row.
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
