-- What a fork shows of other conversations: of each, messages from one number to another, as they were after so many changes.
--
-- The rows are made with the fork, from those of its parent, and never change: so there are no cycles, no matter what becomes of the
-- parent a fork shows the same, and it takes one look, not a climb, to find all. The application may neither write nor read them: a
-- row here is the right to read another conversation's messages. R__conversation_functions.sql is all that does.
CREATE TABLE app.conversation_segments (
    workspace_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    first_seq integer NOT NULL,
    last_seq integer NOT NULL,
    -- Where they were written. It can't go while forks show them.
    source_id uuid NOT NULL,
    as_of_change integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, conversation_id, first_seq),
    CONSTRAINT of_a_conversation_of_the_workspace FOREIGN KEY (workspace_id, conversation_id)
        REFERENCES app.conversations (workspace_id, id),
    CONSTRAINT from_a_conversation_of_the_workspace FOREIGN KEY (workspace_id, source_id)
        REFERENCES app.conversations (workspace_id, id),
    CONSTRAINT seqs_are_in_order CHECK (first_seq >= 1 AND last_seq >= first_seq)
);

CREATE INDEX conversation_segments_from_a_conversation ON app.conversation_segments (workspace_id, source_id);

CALL app.isolate_by_workspace('app.conversation_segments');
