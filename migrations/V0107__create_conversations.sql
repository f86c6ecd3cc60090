-- What people and models said to each other: of a person, or of the whole workspace.

CREATE TABLE app.conversations (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    title text NOT NULL DEFAULT '',
    project_id uuid,
    owner_id uuid REFERENCES app.users (id),
    visibility text NOT NULL DEFAULT 'private',
    context jsonb NOT NULL DEFAULT '{}',
    -- By which the tokens of its messages are counted. It never changes, so that the counts in the rows stay true.
    encoding text NOT NULL DEFAULT 'o200k_base',
    -- What it was forked from. For show alone: what a fork reads stands in app.conversation_segments. The parent may be gone by now.
    parent_id uuid,
    -- Messages up to this one were written in other conversations; 0 where there are none.
    forked_seq integer NOT NULL DEFAULT 0,
    -- Counts messages under the row's lock: 1, 2, 3 without gaps, which a sequence would not give. It never goes back.
    last_seq integer NOT NULL DEFAULT 0,
    -- Counts edits, deletions and restorations of messages likewise: by it a fork knows which of them came later.
    last_change integer NOT NULL DEFAULT 0,
    -- Of the messages that are shown, inherited ones too.
    message_count integer NOT NULL DEFAULT 0,
    token_count bigint NOT NULL DEFAULT 0,
    -- Of the messages up to summary_seq, by whoever uses the conversation.
    summary text,
    summary_seq integer,
    summary_token_count integer,
    -- Moves with every change, each new message too; the ETag of the conversation.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    -- Set while a conversation with many messages is taken apart in several transactions: from the first on it is gone for everybody.
    purge_begun_at timestamptz,
    -- Gone for everybody, but for those of its messages that forks show.
    kept_for_forks boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Moves with every message that is added or changed: lists are in its order, and the cleanup goes by it.
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    -- A project's end is not its conversations'.
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id)
        ON DELETE SET NULL (project_id),
    CONSTRAINT title_is_short CHECK (length(title) <= 500),
    CONSTRAINT context_is_object CHECK (jsonb_typeof(context) = 'object'),
    CONSTRAINT encoding_is_known CHECK (encoding IN ('o200k_base', 'cl100k_base')),
    CONSTRAINT summary_is_bounded CHECK (octet_length(summary) <= 100000),
    CONSTRAINT summary_is_of_messages CHECK (
        (summary IS NULL) = (summary_seq IS NULL) AND (summary IS NULL) = (summary_token_count IS NULL) AND summary_seq >= 1),
    CONSTRAINT counts_are_not_negative CHECK (
        forked_seq >= 0 AND last_seq >= forked_seq AND last_change >= 0 AND message_count >= 0 AND token_count >= 0),
    CONSTRAINT visibility_is_known CHECK (visibility IN ('private', 'workspace')),
    CONSTRAINT private_has_an_owner CHECK (visibility = 'workspace' OR owner_id IS NOT NULL),
    CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL),
    CONSTRAINT only_the_purged_are_kept_for_forks CHECK (NOT kept_for_forks OR purge_begun_at IS NOT NULL)
);

-- A person's own, a project's own of a person, and what everybody in the workspace may see of both, each in the order of lists:
-- a list never steps over what others keep private.
CREATE INDEX conversations_of_an_owner ON app.conversations (owner_id, workspace_id, updated_at, id) WHERE owner_id IS NOT NULL;
CREATE INDEX conversations_of_an_owner_in_a_project ON app.conversations (workspace_id, project_id, owner_id, updated_at, id)
    WHERE project_id IS NOT NULL;
CREATE INDEX conversations_of_the_workspace ON app.conversations (workspace_id, updated_at, id) WHERE visibility = 'workspace';
CREATE INDEX conversations_of_the_workspace_in_a_project ON app.conversations (workspace_id, project_id, updated_at, id)
    WHERE visibility = 'workspace' AND project_id IS NOT NULL;
-- What the cleanup reads.
CREATE INDEX conversations_by_touch ON app.conversations (workspace_id, updated_at) WHERE NOT kept_for_forks;
CREATE INDEX conversations_to_purge ON app.conversations (deleted_at) WHERE deleted_at IS NOT NULL AND NOT kept_for_forks;

CALL app.isolate_by_workspace('app.conversations');
CALL app.hide_private_rows('app.conversations');
CREATE POLICY not_being_purged ON app.conversations AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);
-- What was said stands in no log, nor does what was made of it.
CALL app.audit_changes(
    'app.conversations', '{context,summary}', '{last_change,message_count,token_count,summary_token_count}');
GRANT SELECT, INSERT, UPDATE ON app.conversations TO statehouse_app;
