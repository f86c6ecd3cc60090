DROP VIEW IF EXISTS operations.index_usage, operations.slow_queries;
DROP FUNCTION IF EXISTS operations.statement_statistics();
