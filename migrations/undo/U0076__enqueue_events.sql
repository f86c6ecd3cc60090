DROP TRIGGER enqueue_job_events ON app.dead_jobs;
DROP TRIGGER enqueue_events ON app.audit_entries;
DROP FUNCTION app.enqueue_job_events();
DROP FUNCTION app.enqueue_events();
DROP FUNCTION app.event_payload(uuid, uuid, text, uuid, timestamptz, uuid, text, uuid, text, text, jsonb);
DROP FUNCTION app.event_type(text, text, jsonb, jsonb);
DROP FUNCTION app.event_types();
