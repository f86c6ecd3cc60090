-- What a workspace's members may change of it, and how long its history is kept.

ALTER TABLE app.workspaces
    -- NULL keeps it for ever.
    ADD COLUMN history_retention_days integer,
    -- Moves with every change; the ETag of the workspace.
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD CONSTRAINT history_is_kept_for_days CHECK (history_retention_days BETWEEN 1 AND 3650) NOT VALID,
    ADD CONSTRAINT plan_is_a_word CHECK (plan ~ '^[a-z][a-z0-9-]*$' AND length(plan) <= 50) NOT VALID,
    -- No UUID passes: what names a workspace is then either its id or its slug.
    DROP CONSTRAINT slug_is_a_slug,
    ADD CONSTRAINT slug_is_a_slug CHECK (
        slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100
        AND slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') NOT VALID;
ALTER TABLE app.workspaces VALIDATE CONSTRAINT history_is_kept_for_days;
ALTER TABLE app.workspaces VALIDATE CONSTRAINT plan_is_a_word;
ALTER TABLE app.workspaces VALIDATE CONSTRAINT slug_is_a_slug;
