DELETE FROM operations.retentions WHERE relation = 'agent_run_logs';
DROP TABLE app.agent_run_logs;
