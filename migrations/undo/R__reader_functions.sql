DROP FUNCTION IF EXISTS app.enter_reader(uuid, uuid, text);
DROP FUNCTION IF EXISTS app.replica_lag_ms();
