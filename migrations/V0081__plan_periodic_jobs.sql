-- Callers make and change periodic jobs, so their rows are numbered by revision. And a plan says when it was made: one made by a
-- clock that was far ahead is made again.

ALTER TABLE app.periodic_jobs
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    -- What the clock said when next_due_at was computed; of rows from before, that it is past.
    ADD COLUMN planned_at timestamptz NOT NULL DEFAULT 'epoch';

-- As before, and a new plan is no news either.
DROP TRIGGER audit_insert ON app.periodic_jobs;
DROP TRIGGER audit_update ON app.periodic_jobs;
DROP TRIGGER audit_delete ON app.periodic_jobs;
CALL app.audit_changes('app.periodic_jobs', '{}', '{next_due_at,last_due_at,planned_at,updated_at}');
