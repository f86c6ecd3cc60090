-- How texts of a language are to be written, in all of a workspace or in one project.

CREATE TABLE app.style_guides (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- NULL for all of the workspace.
    project_id uuid,
    -- Of people or of programs: `en-GB`, `ruby`, `c++`.
    language text NOT NULL,
    name text NOT NULL,
    content text NOT NULL DEFAULT '',
    settings jsonb NOT NULL DEFAULT '{}',
    -- Moves with every change; the ETag of the guide.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id),
    CONSTRAINT style_guides_name_unique UNIQUE NULLS NOT DISTINCT (workspace_id, project_id, language, name),
    CONSTRAINT language_is_a_word CHECK (language ~ '^[A-Za-z0-9.][A-Za-z0-9+#._-]{0,49}$'),
    CONSTRAINT name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT name_is_short CHECK (length(name) <= 200),
    CONSTRAINT content_is_bounded CHECK (length(content) <= 100000),
    CONSTRAINT settings_is_object CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX style_guides_to_purge ON app.style_guides (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.style_guides');
CALL app.audit_changes('app.style_guides');
GRANT SELECT, INSERT, UPDATE ON app.style_guides TO statehouse_app;
