-- Files that are sent for entries. A row stands from before its link is given until its file is gone from the bucket, or a job has
-- been told to remove it: so there is no file that no row knows.

CREATE TABLE app.knowledge_uploads (
    workspace_id uuid NOT NULL,
    -- Its name in the bucket, under the workspace's.
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    content_type text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL,
    -- Which of the entry's contents it became; NULL until the entry has taken it.
    content_version integer,
    -- When it goes; NULL while the entry keeps it.
    expires_at timestamptz DEFAULT now() + interval '1 day',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_an_entry_of_the_workspace FOREIGN KEY (workspace_id, entry_id)
        REFERENCES app.knowledge_entries (workspace_id, id),
    CONSTRAINT content_type_is_known CHECK (content_type IN ('application/pdf', 'text/html', 'text/markdown', 'text/plain')),
    CONSTRAINT size_is_bounded CHECK (bytes BETWEEN 1 AND 10485760),
    CONSTRAINT sha256_is_hexadecimal CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT versions_begin_at_one CHECK (content_version >= 1),
    CONSTRAINT what_is_not_taken_goes CHECK (content_version IS NOT NULL OR expires_at IS NOT NULL)
);

CREATE UNIQUE INDEX knowledge_uploads_of_an_entry ON app.knowledge_uploads (workspace_id, entry_id, content_version);
CREATE INDEX knowledge_uploads_to_go ON app.knowledge_uploads (expires_at) WHERE expires_at IS NOT NULL;

CALL app.isolate_by_workspace('app.knowledge_uploads');
GRANT SELECT, INSERT, UPDATE ON app.knowledge_uploads TO statehouse_app;
GRANT SELECT, UPDATE (expires_at, updated_at) ON app.knowledge_uploads TO statehouse_worker;
