DROP TRIGGER audit_insert ON app.projects;
DROP TRIGGER audit_update ON app.projects;
DROP TRIGGER audit_delete ON app.projects;
REVOKE UPDATE ON app.projects FROM statehouse_app;
DROP POLICY not_being_purged ON app.projects;
ALTER TABLE app.projects
    DROP COLUMN purge_begun_at,
    DROP COLUMN deleted_at,
    DROP COLUMN revision,
    DROP COLUMN last_issue,
    DROP COLUMN settings,
    DROP COLUMN labels,
    DROP COLUMN description;
CALL app.audit_changes('app.projects');
