DROP TRIGGER IF EXISTS fail_dead_extraction ON app.dead_jobs;
DROP TRIGGER IF EXISTS fail_cancelled_extraction ON app.finished_jobs;
DROP FUNCTION IF EXISTS app.fail_ended_extraction();
