DROP TRIGGER IF EXISTS chunk_insert ON app.agent_run_logs;
DROP TRIGGER IF EXISTS chunk_update ON app.agent_runs;
DROP TRIGGER IF EXISTS chunk_delete ON app.agent_runs;
DROP FUNCTION IF EXISTS app.forget_dropped_lines(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.forget_lines_of_run(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.chunk_agent_run();
DROP FUNCTION IF EXISTS app.chunk_log_lines();
DROP FUNCTION IF EXISTS app.row_of_log_line(uuid, uuid);
