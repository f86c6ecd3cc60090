-- The texts of a prompt, never changed once written (the application may not update or delete one), and which other
-- cards each of them includes.

CREATE TABLE app.prompt_versions (
    workspace_id uuid NOT NULL,
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    number integer NOT NULL,
    template text NOT NULL,
    system_prompt text,
    variables jsonb NOT NULL DEFAULT '[]',
    change_notes text NOT NULL DEFAULT '',
    author_id uuid REFERENCES app.users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT prompt_versions_number_unique UNIQUE (workspace_id, card_id, number),
    CONSTRAINT of_a_card_of_the_workspace FOREIGN KEY (workspace_id, card_id) REFERENCES app.prompt_cards (workspace_id, id),
    CONSTRAINT number_counts_from_one CHECK (number >= 1),
    CONSTRAINT template_is_bounded CHECK (length(template) <= 1000000),
    CONSTRAINT system_prompt_is_bounded CHECK (length(system_prompt) <= 1000000),
    CONSTRAINT change_notes_are_bounded CHECK (length(change_notes) <= 10000),
    CONSTRAINT variables_is_array CHECK (jsonb_typeof(variables) = 'array')
);

CREATE INDEX prompt_versions_of_an_author ON app.prompt_versions (author_id) WHERE author_id IS NOT NULL;

CALL app.isolate_by_workspace('app.prompt_versions');
-- The sub-select is under the card's own policies: a private card hides its versions.
CREATE POLICY of_a_visible_card ON app.prompt_versions AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.prompt_cards c WHERE c.workspace_id = prompt_versions.workspace_id AND c.id = card_id));
GRANT SELECT, INSERT ON app.prompt_versions TO statehouse_app;

CREATE TABLE app.prompt_includes (
    workspace_id uuid NOT NULL,
    version_id uuid NOT NULL,
    included_card_id uuid NOT NULL,
    label text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, version_id, included_card_id, label),
    CONSTRAINT by_a_version_of_the_workspace FOREIGN KEY (workspace_id, version_id) REFERENCES app.prompt_versions (workspace_id, id),
    CONSTRAINT of_a_card_of_the_workspace FOREIGN KEY (workspace_id, included_card_id) REFERENCES app.prompt_cards (workspace_id, id)
);

CREATE INDEX prompt_includes_of_a_card ON app.prompt_includes (workspace_id, included_card_id);

CALL app.isolate_by_workspace('app.prompt_includes');
CREATE POLICY of_a_visible_version ON app.prompt_includes AS RESTRICTIVE TO PUBLIC
    USING (EXISTS (SELECT FROM app.prompt_versions v WHERE v.workspace_id = prompt_includes.workspace_id AND v.id = version_id));
GRANT SELECT, INSERT ON app.prompt_includes TO statehouse_app;
