DROP FUNCTION app.record_refusal(text, text), app.record_event(text, text, text, jsonb), app.verify_audit_log(bigint, integer);
