DROP FUNCTION IF EXISTS app.correct_spends(uuid, date);
DROP FUNCTION IF EXISTS app.verify_spends(uuid, date);
DROP FUNCTION IF EXISTS app.spends_by_runs(uuid, date);
DROP FUNCTION IF EXISTS app.spends_by_calls(uuid, date);
DROP FUNCTION IF EXISTS app.spends_to_verify();
DROP FUNCTION IF EXISTS app.months_of_calls();
