DROP TRIGGER audit_insert ON app.periodic_jobs;
DROP TRIGGER audit_update ON app.periodic_jobs;
DROP TRIGGER audit_delete ON app.periodic_jobs;
ALTER TABLE app.periodic_jobs DROP COLUMN planned_at, DROP COLUMN revision;
CALL app.audit_changes('app.periodic_jobs', '{}', '{next_due_at,last_due_at,updated_at}');
