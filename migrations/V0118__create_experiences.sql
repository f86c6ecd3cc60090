-- What an identity did, where and when.

CREATE TABLE app.experiences (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    identity_id uuid NOT NULL,
    organisation text NOT NULL,
    title text NOT NULL,
    description text NOT NULL DEFAULT '',
    start_date date NOT NULL,
    -- NULL while it lasts.
    end_date date,
    tags text[] NOT NULL DEFAULT '{}',
    -- Moves with every change; the ETag of the experience.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_an_identity_of_the_workspace FOREIGN KEY (workspace_id, identity_id)
        REFERENCES app.identities (workspace_id, id),
    CONSTRAINT organisation_not_blank CHECK (organisation ~ '\S'),
    CONSTRAINT organisation_is_short CHECK (length(organisation) <= 200),
    CONSTRAINT title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT title_is_short CHECK (length(title) <= 500),
    CONSTRAINT description_is_bounded CHECK (length(description) <= 10000),
    CONSTRAINT end_is_not_before_start CHECK (end_date >= start_date),
    CONSTRAINT tags_are_few CHECK (cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL)
);

CREATE INDEX experiences_of_an_identity ON app.experiences (workspace_id, identity_id, start_date, id);
CREATE INDEX experiences_newest_first ON app.experiences (workspace_id, start_date, id) WHERE deleted_at IS NULL;
CREATE INDEX experiences_by_tags ON app.experiences USING gin (workspace_id, tags) WITH (fastupdate = off);
CREATE INDEX experiences_to_purge ON app.experiences (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.experiences');
CALL app.audit_changes('app.experiences');
GRANT SELECT, INSERT, UPDATE ON app.experiences TO statehouse_app;
