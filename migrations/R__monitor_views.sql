-- What the monitor and whoever looks after the database read of PostgreSQL's own statistics: no values of rows, and no more of a
-- statement than pg_stat_statements keeps of it, which is its text with $1 in each value's place.

-- As whoever asks, so that the role's own rights decide what is seen. Dynamic, for the extension may come after this script; a
-- server without it, or one that does not load it, is an error here and no empty answer.
CREATE OR REPLACE FUNCTION operations.statement_statistics()
RETURNS TABLE (
    query_id bigint, role text, calls bigint, total_ms double precision, mean_ms double precision, deviation_ms double precision,
    most_ms double precision, returned_rows bigint, blocks_hit bigint, blocks_read bigint, query text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    home CONSTANT text := (
        SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements');
BEGIN
    IF home IS NULL THEN
        RAISE EXCEPTION 'the extension pg_stat_statements is not installed' USING ERRCODE = 'undefined_object';
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT s.queryid, pg_get_userbyid(s.userid)::text, s.calls, s.total_exec_time, s.mean_exec_time, s.stddev_exec_time,
                s.max_exec_time, s.rows, s.shared_blks_hit, s.shared_blks_read, s.query
         FROM %I.pg_stat_statements s
         WHERE s.queryid IS NOT NULL AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())', home);
END
$$;

-- The slowest first.
CREATE OR REPLACE VIEW operations.slow_queries WITH (security_invoker = true) AS
SELECT query_id, role, calls, total_ms, mean_ms, deviation_ms, returned_rows AS rows,
       CASE WHEN blocks_hit + blocks_read > 0 THEN 100.0 * blocks_hit / (blocks_hit + blocks_read) END AS hit_percent, query
FROM operations.statement_statistics()
ORDER BY mean_ms DESC
LIMIT 100;

-- The least used first, and the largest of those.
CREATE OR REPLACE VIEW operations.index_usage WITH (security_invoker = true) AS
SELECT s.schemaname::text AS schema_name, s.relname::text AS table_name, s.indexrelname::text AS index_name, s.idx_scan AS scans,
       s.idx_tup_read AS entries_read, pg_relation_size(s.indexrelid) AS bytes, i.indisunique AS is_unique,
       i.indisvalid AS is_valid
FROM pg_stat_all_indexes s
JOIN pg_index i ON i.indexrelid = s.indexrelid
WHERE s.schemaname IN ('app', 'operations')
ORDER BY s.idx_scan, pg_relation_size(s.indexrelid) DESC;

GRANT EXECUTE ON FUNCTION operations.statement_statistics() TO statehouse_monitor;
GRANT SELECT ON operations.slow_queries, operations.index_usage TO statehouse_monitor;
