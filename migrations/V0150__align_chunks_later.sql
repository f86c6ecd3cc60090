-- What a row says of its pieces (who may find them, and by what they are filtered) is told to a thousand of them in the transaction that
-- changes it, and to more by a job: else nobody could delete or hide a conversation of a hundred thousand messages. Until the job is
-- done nobody finds any of them (R__chunk_functions.sql, R__text_search_functions.sql).

CREATE TABLE app.chunk_backlog (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    -- The row whose pieces are to be brought into line, as chunks have it.
    parent_id uuid NOT NULL,
    -- By which its job is the only one; another once this is done and the row changes again.
    id uuid NOT NULL,
    -- What the pieces are to have; NULL tags and metadata are each piece's own.
    owner_id uuid,
    project_id uuid,
    hidden boolean NOT NULL,
    tags text[],
    metadata jsonb,
    -- The last piece that has it; NULL before the first, and again once the row changed.
    aligned_to uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, parent_id)
);

CALL app.isolate_by_workspace('app.chunk_backlog');

-- Rows whose pieces nobody finds for now; NULL for none.
ALTER TYPE app.search_scope ADD ATTRIBUTE aligning uuid[];
