-- What a project is about, how it is found, and how it is changed, deleted and restored.

ALTER TABLE app.projects
    ADD COLUMN description text NOT NULL DEFAULT '',
    -- A list of names, or names by role: `{"plan": "paid-plan"}`.
    ADD COLUMN labels jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN settings jsonb NOT NULL DEFAULT '{}',
    -- Counts issues under the row's lock: 1, 2, 3 without gaps, which a sequence would not give. It never goes back, so that no
    -- number is used twice.
    ADD COLUMN last_issue integer NOT NULL DEFAULT 0,
    -- Moves with every change but that count; the ETag of the project.
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN deleted_at timestamptz,
    -- Set while a project with many pieces is taken apart in several transactions: from the first on it is gone for everybody.
    ADD COLUMN purge_begun_at timestamptz;

ALTER TABLE app.projects
    ADD CONSTRAINT description_is_bounded CHECK (length(description) <= 10000) NOT VALID,
    ADD CONSTRAINT labels_is_object_or_array CHECK (jsonb_typeof(labels) IN ('object', 'array')) NOT VALID,
    ADD CONSTRAINT settings_is_object CHECK (jsonb_typeof(settings) = 'object') NOT VALID,
    ADD CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL) NOT VALID;
ALTER TABLE app.projects VALIDATE CONSTRAINT description_is_bounded;
ALTER TABLE app.projects VALIDATE CONSTRAINT labels_is_object_or_array;
ALTER TABLE app.projects VALIDATE CONSTRAINT settings_is_object;
ALTER TABLE app.projects VALIDATE CONSTRAINT only_the_deleted_are_purged;

CREATE POLICY not_being_purged ON app.projects AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);
GRANT UPDATE ON app.projects TO statehouse_app;

-- Each new issue moves the count, and is in the log itself.
DROP TRIGGER audit_insert ON app.projects;
DROP TRIGGER audit_update ON app.projects;
DROP TRIGGER audit_delete ON app.projects;
CALL app.audit_changes('app.projects', '{}', '{last_issue}');
