DROP TABLE app.agent_runs;
DROP FUNCTION app.move_agent_run();
DROP FUNCTION IF EXISTS app.audit_rows_of_agent_runs();
