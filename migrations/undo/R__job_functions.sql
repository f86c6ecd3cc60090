DROP FUNCTION IF EXISTS app.due_lanes(uuid, uuid[], smallint[], timestamptz[], uuid[], timestamptz, integer);
DROP FUNCTION IF EXISTS app.claim_jobs(uuid[], smallint[], timestamptz[], uuid[], integer, integer, timestamptz, timestamptz);
DROP FUNCTION IF EXISTS app.fail_job(uuid, uuid, bigint, text, timestamptz, timestamptz);
DROP FUNCTION IF EXISTS app.finish_jobs(uuid[], uuid[], bigint[], text, timestamptz);
DROP FUNCTION IF EXISTS app.extend_leases(uuid[], uuid[], bigint[], timestamptz);
DROP FUNCTION IF EXISTS app.release_jobs(uuid[], uuid[], bigint[]);
DROP FUNCTION IF EXISTS app.report_progress(uuid, uuid, bigint, bigint, bigint, text);
DROP FUNCTION IF EXISTS app.due_periodic_jobs(timestamptz, integer);
DROP FUNCTION IF EXISTS app.periodic_jobs_planned_after(timestamptz, integer);
