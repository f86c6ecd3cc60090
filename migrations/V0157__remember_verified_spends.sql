-- When the sums of what a workspace spent in a month were last the same as what they are the sums of (R__spend_functions.sql).
CREATE TABLE app.verified_spends (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    month date NOT NULL,
    verified_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, month),
    CONSTRAINT month_begins CHECK (extract(day FROM month) = 1)
);

CALL app.isolate_by_workspace('app.verified_spends');
