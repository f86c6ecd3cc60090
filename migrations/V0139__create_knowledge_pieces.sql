-- An entry's text in pieces of a size that a search compares. All of an entry's are made and replaced in one transaction, by the
-- worker alone.

CREATE TABLE app.knowledge_pieces (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    -- From 1 on, in the order of the text.
    number integer NOT NULL,
    content text NOT NULL,
    -- Where it stands in the text, in characters of Unicode from 0 on; the end is the place after its last.
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    tokens integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_an_entry_of_the_workspace FOREIGN KEY (workspace_id, entry_id)
        REFERENCES app.knowledge_entries (workspace_id, id),
    CONSTRAINT numbers_begin_at_one CHECK (number >= 1),
    CONSTRAINT it_is_where_it_says CHECK (start_offset >= 0 AND length(content) = end_offset - start_offset),
    CONSTRAINT it_is_not_empty CHECK (end_offset > start_offset),
    CONSTRAINT tokens_are_bounded CHECK (tokens BETWEEN 0 AND 2000)
);

CREATE UNIQUE INDEX knowledge_pieces_of_an_entry ON app.knowledge_pieces (workspace_id, entry_id, number);

CALL app.isolate_by_workspace('app.knowledge_pieces');
GRANT SELECT ON app.knowledge_pieces TO statehouse_app;
GRANT SELECT, INSERT, DELETE ON app.knowledge_pieces TO statehouse_worker;
