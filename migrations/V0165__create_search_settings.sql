-- What a workspace wants of its search. One without a row has the defaults, and revision 1. A trigger tells search_spaces, by which texts
-- are read and searched, and has a job bring what was written before into line (R__search_settings_functions.sql).

CREATE TABLE app.search_settings (
    workspace_id uuid PRIMARY KEY REFERENCES app.workspaces (id),
    -- The configuration of text search by which texts are read that do not say their language.
    language text NOT NULL DEFAULT 'english',
    -- Whether what runs say is searched, too.
    logs boolean NOT NULL DEFAULT false,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CALL app.isolate_by_workspace('app.search_settings');
CALL app.audit_changes('app.search_settings');
GRANT SELECT, INSERT, UPDATE ON app.search_settings TO statehouse_app;

ALTER TABLE app.search_spaces
    ADD COLUMN logs boolean NOT NULL DEFAULT false,
    -- Set while pieces that were there before the settings changed are brought into line with them: the last that was.
    ADD COLUMN settled_to uuid,
    -- All transactions that may have read the settings of before are older than this one; NULL before the first batch.
    ADD COLUMN settled_since xid8;
