DROP FUNCTION IF EXISTS
    operations.list_findings(text, text, integer, timestamptz, text, text, text, integer),
    operations.list_runs(text, text, timestamptz, text, integer),
    operations.list_measurements(timestamptz, timestamptz, integer),
    operations.newest_measurement(),
    operations.record_measurement(timestamptz, text, jsonb, jsonb, jsonb, jsonb, bigint),
    operations.last_counters(),
    operations.storage_growth(),
    operations.search_times(),
    operations.keep_search_times(double precision[]),
    operations.run_ages(),
    operations.queue_state();
