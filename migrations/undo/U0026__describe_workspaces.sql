ALTER TABLE app.workspaces
    DROP COLUMN history_retention_days,
    DROP COLUMN revision,
    DROP CONSTRAINT plan_is_a_word,
    DROP CONSTRAINT slug_is_a_slug,
    ADD CONSTRAINT slug_is_a_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100);
