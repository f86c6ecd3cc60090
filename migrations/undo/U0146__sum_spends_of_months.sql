DROP TRIGGER sum_changed ON app.agent_run_spends;
DROP TRIGGER sum_new ON app.agent_run_spends;
DROP FUNCTION app.sum_spends();
DROP TABLE app.monthly_spends;
DROP FUNCTION app.spend_share(uuid);
