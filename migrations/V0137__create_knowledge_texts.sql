-- What an entry's content says: as it was sent, or as it was taken out of a file. Texts never change; the new one's pieces and the
-- old one's end are one transaction.

CREATE TABLE app.knowledge_texts (
    workspace_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    -- Which of the entry's contents it is.
    content_version integer NOT NULL,
    content text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, entry_id, content_version),
    CONSTRAINT of_an_entry_of_the_workspace FOREIGN KEY (workspace_id, entry_id)
        REFERENCES app.knowledge_entries (workspace_id, id),
    CONSTRAINT versions_begin_at_one CHECK (content_version >= 1),
    CONSTRAINT content_is_bounded CHECK (octet_length(content) <= 10485760)
);

CALL app.isolate_by_workspace('app.knowledge_texts');
GRANT SELECT, INSERT ON app.knowledge_texts TO statehouse_app;
GRANT SELECT, INSERT, DELETE ON app.knowledge_texts TO statehouse_worker;
