DROP TABLE app.agent_run_spends;
DELETE FROM operations.retentions WHERE relation = 'token_usages';
DROP TABLE app.token_usages;
DROP FUNCTION app.id_month(uuid);
DROP FUNCTION app.id_time(uuid);
