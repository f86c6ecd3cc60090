-- Who is shown under several masks: a person or anything else that has a name.

CREATE TABLE app.identities (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    name text NOT NULL,
    -- Moves with every change; the ETag of the identity.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    -- Set while an identity with many pieces is taken apart in several transactions: from the first on it is gone for everybody.
    purge_begun_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT name_is_short CHECK (length(name) <= 200),
    CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL)
);

CREATE INDEX identities_to_purge ON app.identities (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.identities');
CREATE POLICY not_being_purged ON app.identities AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);
-- The log outlives whoever is named here: of a name it tells that it changed.
CALL app.audit_changes('app.identities', '{name}');
GRANT SELECT, INSERT, UPDATE ON app.identities TO statehouse_app;
