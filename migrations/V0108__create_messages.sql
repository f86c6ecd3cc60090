-- The messages of conversations, and what they were before they were changed.

CREATE TABLE app.messages (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    -- From the conversation's count; that of a deleted message is never used again.
    seq integer NOT NULL,
    role text NOT NULL,
    content text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    -- By the conversation's encoding.
    token_count integer NOT NULL,
    pinned boolean NOT NULL DEFAULT false,
    -- The conversation's count of changes when the message became what it is.
    since_change integer NOT NULL,
    -- Moves with every change; the ETag of the message.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT messages_seq_unique UNIQUE (workspace_id, conversation_id, seq),
    CONSTRAINT of_a_conversation_of_the_workspace FOREIGN KEY (workspace_id, conversation_id)
        REFERENCES app.conversations (workspace_id, id),
    CONSTRAINT seq_counts_from_one CHECK (seq >= 1),
    CONSTRAINT role_is_known CHECK (role IN ('system', 'user', 'assistant', 'tool')),
    -- Of UTF-8. Nothing indexes the text itself, so that a megabyte of distinct words fails no write.
    CONSTRAINT content_is_bounded CHECK (octet_length(content) <= 1048576),
    CONSTRAINT metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT token_count_is_not_negative CHECK (token_count >= 0)
);

-- What goes into every context, found without reading the rest.
CREATE INDEX messages_always_in_context ON app.messages (workspace_id, conversation_id, seq) WHERE pinned OR role = 'system';

CALL app.isolate_by_workspace('app.messages');
-- The sub-select is under the conversation's own policies: a private one hides its messages.
CREATE POLICY of_a_visible_conversation ON app.messages AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.conversations c WHERE c.workspace_id = messages.workspace_id AND c.id = conversation_id));
-- That messages came is told by the conversation's own entry, from which number to which: one for a flight of them.
CALL app.audit_changes('app.messages', '{content,metadata}', '{since_change,token_count}', 'app.conversations', 'conversation_id');
DROP TRIGGER audit_insert ON app.messages;
GRANT SELECT, INSERT, UPDATE ON app.messages TO statehouse_app;

CREATE TABLE app.message_revisions (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq integer NOT NULL,
    message_id uuid NOT NULL,
    -- The message's revision that this was.
    number integer NOT NULL,
    role text NOT NULL,
    content text NOT NULL,
    metadata jsonb NOT NULL,
    token_count integer NOT NULL,
    pinned boolean NOT NULL,
    -- It was the message from the one change of the conversation on, and no longer from the other.
    since_change integer NOT NULL,
    until_change integer NOT NULL,
    deleted_at timestamptz,
    written_at timestamptz NOT NULL,
    message_created_at timestamptz NOT NULL,
    -- Who made it a thing of the past; NULL for a key that acts for nobody.
    replaced_by uuid REFERENCES app.users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT message_revisions_number_unique UNIQUE (workspace_id, conversation_id, seq, number),
    CONSTRAINT of_a_message_of_the_workspace FOREIGN KEY (workspace_id, conversation_id, seq)
        REFERENCES app.messages (workspace_id, conversation_id, seq),
    CONSTRAINT role_is_known CHECK (role IN ('system', 'user', 'assistant', 'tool'))
);

CREATE INDEX message_revisions_by_a_person ON app.message_revisions (replaced_by) WHERE replaced_by IS NOT NULL;

CALL app.isolate_by_workspace('app.message_revisions');
CREATE POLICY of_a_visible_conversation ON app.message_revisions AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.conversations c
                   WHERE c.workspace_id = message_revisions.workspace_id AND c.id = conversation_id));
GRANT SELECT, INSERT ON app.message_revisions TO statehouse_app;
