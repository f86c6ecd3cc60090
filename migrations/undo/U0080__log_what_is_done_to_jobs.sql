DROP FUNCTION app.record_job_changes(text, uuid[]);
