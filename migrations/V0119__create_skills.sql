-- What an identity is able to do.

CREATE TABLE app.skills (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    identity_id uuid NOT NULL,
    name text NOT NULL,
    category text NOT NULL,
    -- In words of the workspace's own; NULL if it is not said.
    level text,
    keywords text[] NOT NULL DEFAULT '{}',
    -- Moves with every change; the ETag of the skill.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_an_identity_of_the_workspace FOREIGN KEY (workspace_id, identity_id)
        REFERENCES app.identities (workspace_id, id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT name_is_short CHECK (length(name) <= 200),
    CONSTRAINT category_not_blank CHECK (category ~ '\S'),
    CONSTRAINT category_is_short CHECK (length(category) <= 100),
    CONSTRAINT level_not_blank CHECK (level ~ '\S'),
    CONSTRAINT level_is_short CHECK (length(level) <= 50),
    CONSTRAINT keywords_are_few CHECK (cardinality(keywords) <= 50 AND array_position(keywords, NULL) IS NULL)
);

CREATE INDEX skills_of_an_identity ON app.skills (workspace_id, identity_id, id);
CREATE INDEX skills_by_category ON app.skills (workspace_id, category, id) WHERE deleted_at IS NULL;
CREATE INDEX skills_to_purge ON app.skills (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.skills');
CALL app.audit_changes('app.skills');
GRANT SELECT, INSERT, UPDATE ON app.skills TO statehouse_app;
