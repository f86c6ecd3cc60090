-- Labels say which version of a card is in use where (`production`, `staging`, any name); every move of one is kept.

CREATE TABLE app.prompt_labels (
    workspace_id uuid NOT NULL,
    card_id uuid NOT NULL,
    name text NOT NULL,
    version_number integer NOT NULL,
    -- Moves with every change; the ETag of the label, by which it is compared and set.
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, card_id, name),
    CONSTRAINT at_a_version_of_the_card FOREIGN KEY (workspace_id, card_id, version_number)
        REFERENCES app.prompt_versions (workspace_id, card_id, number),
    CONSTRAINT name_is_a_label CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$' AND name <> 'latest')
);

CREATE INDEX prompt_labels_at_a_version ON app.prompt_labels (workspace_id, card_id, version_number);

CALL app.isolate_by_workspace('app.prompt_labels');
CREATE POLICY of_a_visible_card ON app.prompt_labels AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.prompt_cards c WHERE c.workspace_id = prompt_labels.workspace_id AND c.id = card_id));
GRANT SELECT, INSERT, UPDATE, DELETE ON app.prompt_labels TO statehouse_app;

-- What a label pointed at, and when. A NULL `to_version` is the label's removal, a NULL `from_version` its creation.
CREATE TABLE app.prompt_label_moves (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    label text NOT NULL,
    from_version integer,
    to_version integer,
    moved_by uuid REFERENCES app.users (id),
    -- The move that this one takes back; a rollback then goes one further, rather than to and fro.
    undoes uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_a_card_of_the_workspace FOREIGN KEY (workspace_id, card_id) REFERENCES app.prompt_cards (workspace_id, id),
    CONSTRAINT undoes_a_move_of_the_workspace FOREIGN KEY (workspace_id, undoes) REFERENCES app.prompt_label_moves (workspace_id, id),
    CONSTRAINT a_move_is_undone_once UNIQUE (workspace_id, undoes),
    CONSTRAINT moves_somewhere CHECK (from_version IS DISTINCT FROM to_version)
);

CREATE INDEX prompt_label_moves_newest_first ON app.prompt_label_moves (workspace_id, card_id, label, id DESC);
CREATE INDEX prompt_label_moves_of_a_person ON app.prompt_label_moves (moved_by) WHERE moved_by IS NOT NULL;

CALL app.isolate_by_workspace('app.prompt_label_moves');
CREATE POLICY of_a_visible_card ON app.prompt_label_moves AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.prompt_cards c WHERE c.workspace_id = prompt_label_moves.workspace_id AND c.id = card_id));
GRANT SELECT, INSERT ON app.prompt_label_moves TO statehouse_app;

-- Labels of this name move only at an admin's hand, on every card of the workspace.
CREATE TABLE app.protected_labels (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, name),
    CONSTRAINT name_is_a_label CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$')
);

CALL app.isolate_by_workspace('app.protected_labels');
GRANT SELECT, INSERT, DELETE ON app.protected_labels TO statehouse_app;
