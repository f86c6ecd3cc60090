-- What is to be done in a project, by number.

CREATE TABLE app.issues (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    -- From the project's count; of a deleted issue, or one that is gone, it is never used again.
    number integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    labels text[] NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'open',
    -- Where it is kept besides; shown, and never asked for anything.
    external_url text,
    -- Moves with every change; the ETag of the issue.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT issues_number_unique UNIQUE (workspace_id, project_id, number),
    CONSTRAINT of_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id),
    CONSTRAINT number_counts_from_one CHECK (number >= 1),
    CONSTRAINT title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT title_is_short CHECK (length(title) <= 500),
    CONSTRAINT body_is_bounded CHECK (length(body) <= 100000),
    CONSTRAINT labels_are_few CHECK (cardinality(labels) <= 50 AND array_position(labels, NULL) IS NULL),
    CONSTRAINT state_is_known CHECK (state IN ('open', 'planned', 'in_progress', 'in_review', 'closed')),
    CONSTRAINT external_url_is_of_the_web CHECK (
        external_url ~ '^https?://[A-Za-z0-9.:\[\]-]+([/?#][!-~]*)?$' AND length(external_url) <= 2000)
);

-- The few open ones of a project with many closed ones.
CREATE INDEX issues_by_state ON app.issues (workspace_id, project_id, state, number) WHERE deleted_at IS NULL;
CREATE INDEX issues_by_labels ON app.issues USING gin (workspace_id, project_id, labels) WITH (fastupdate = off);
CREATE INDEX issues_to_purge ON app.issues (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.issues');
CALL app.audit_changes('app.issues');
GRANT SELECT, INSERT, UPDATE ON app.issues TO statehouse_app;
