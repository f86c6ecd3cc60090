DROP FUNCTION IF EXISTS app.purge_pieces_of_run(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.silent_runs(interval, bigint);
DROP FUNCTION IF EXISTS app.fail_silent_runs(interval, timestamptz, integer);
