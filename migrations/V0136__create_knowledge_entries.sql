-- What a workspace knows: texts and files from elsewhere, in pieces that a search can find.

CREATE TABLE app.knowledge_entries (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    project_id uuid,
    title text NOT NULL,
    source_type text NOT NULL,
    -- Where it comes from. It is shown, and never fetched.
    source_url text,
    metadata jsonb NOT NULL DEFAULT '{}',
    tags text[] NOT NULL DEFAULT '{}',
    -- By which sentences are told apart; NULL if it is not said.
    language text,
    -- What a piece has at most, and how much of the piece before it repeats, in tokens of o200k_base.
    piece_tokens integer NOT NULL DEFAULT 400,
    piece_overlap integer NOT NULL DEFAULT 80,
    state text NOT NULL DEFAULT 'waiting',
    failure text,
    -- Counts the contents that were accepted; 0 before the first.
    content_version integer NOT NULL DEFAULT 0,
    -- Counts how often its pieces were to be made: for new content, or as other pieces of the old. A job that is of an earlier time
    -- finds another number here and does nothing.
    pieces_version integer NOT NULL DEFAULT 0,
    -- Of the text and the pieces that are there now, which stay until others take their place; NULL while there are none.
    ready_content_version integer,
    ready_pieces_version integer,
    piece_count integer NOT NULL DEFAULT 0,
    -- When the newest of its contents was ready; NULL until it is.
    ready_at timestamptz,
    -- Moves with every change, of its state too; the ETag of the entry.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    -- Set while an entry with many pieces is taken apart in several transactions: from the first on it is gone for everybody.
    purge_begun_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    -- A project's end is not its knowledge's.
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id)
        ON DELETE SET NULL (project_id),
    CONSTRAINT title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT title_is_short CHECK (length(title) <= 500),
    CONSTRAINT source_type_is_known CHECK (source_type IN ('file', 'pdf', 'text', 'url')),
    CONSTRAINT a_url_has_a_source CHECK (source_type <> 'url' OR source_url IS NOT NULL),
    CONSTRAINT source_url_is_of_the_web CHECK (source_url ~ '^https?://\S+$' AND length(source_url) <= 2000),
    CONSTRAINT metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT tags_are_few CHECK (cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL),
    CONSTRAINT language_is_a_tag CHECK (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' AND length(language) <= 35),
    CONSTRAINT pieces_are_bounded CHECK (piece_tokens BETWEEN 64 AND 2000),
    CONSTRAINT overlap_is_at_most_half CHECK (piece_overlap BETWEEN 0 AND piece_tokens / 2),
    CONSTRAINT state_is_known CHECK (state IN ('failed', 'processing', 'ready', 'waiting')),
    CONSTRAINT what_failed_says_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CONSTRAINT failure_is_short CHECK (length(failure) <= 500),
    CONSTRAINT versions_are_in_order CHECK (
        content_version >= 0 AND pieces_version >= content_version AND ready_content_version BETWEEN 1 AND content_version
        AND ready_pieces_version BETWEEN ready_content_version AND pieces_version),
    CONSTRAINT ready_has_both CHECK ((ready_content_version IS NULL) = (ready_pieces_version IS NULL)),
    CONSTRAINT the_ready_are_the_newest CHECK (
        state <> 'ready' OR (ready_at IS NOT NULL AND ready_pieces_version IS NOT DISTINCT FROM pieces_version)),
    CONSTRAINT pieces_are_counted CHECK (piece_count >= 0),
    CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL)
);

CREATE INDEX knowledge_entries_of_a_project ON app.knowledge_entries (workspace_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX knowledge_entries_by_tags_and_metadata ON app.knowledge_entries
    USING gin (workspace_id, tags, metadata jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX knowledge_entries_to_purge ON app.knowledge_entries (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.knowledge_entries');
CREATE POLICY not_being_purged ON app.knowledge_entries AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);
CALL app.audit_changes('app.knowledge_entries', '{metadata}', '{piece_count,ready_pieces_version}');
GRANT SELECT, INSERT, UPDATE ON app.knowledge_entries TO statehouse_app;
GRANT SELECT, UPDATE (state, failure, ready_content_version, ready_pieces_version, piece_count, ready_at, revision, updated_at)
    ON app.knowledge_entries TO statehouse_worker;
