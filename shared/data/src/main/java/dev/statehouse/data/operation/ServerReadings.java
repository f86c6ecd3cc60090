package dev.statehouse.data.operation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL tells of itself, for the role statehouse_monitor: a statement for each subject, outside of any workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ServerReadings extends GenericRepository<Measurement, Instant> {

    /** Whether the role sees statistics of other roles too; without it, PostgreSQL answers all the same, and less. */
    @Query("SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')")
    boolean maySeeAll();

    @Query("""
            WITH clients AS (
                SELECT usename, state, wait_event_type FROM pg_stat_activity WHERE backend_type = 'client backend'
            ), counted AS (
                SELECT count(*) AS total,
                       count(*) FILTER (WHERE state = 'active') AS active,
                       count(*) FILTER (WHERE state = 'idle') AS idle,
                       count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS idle_in_transaction,
                       count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting,
                       100.0 * count(*) / CAST(current_setting('max_connections') AS integer) AS percent
                FROM clients
            )
            SELECT r.name, '' AS part, CAST(r.value AS double precision) AS value
            FROM counted c
            CROSS JOIN LATERAL (VALUES
                ('connections', c.total), ('connections_active', c.active), ('connections_idle', c.idle),
                ('connections_idle_in_transaction', c.idle_in_transaction), ('connections_waiting_for_a_lock', c.waiting),
                ('connections_percent', c.percent)) AS r (name, value)
            UNION ALL
            SELECT 'connections', CASE WHEN starts_with(CAST(usename AS text), 'statehouse_') THEN CAST(usename AS text) ELSE 'other' END, count(*)
            FROM clients
            GROUP BY 2
            """)
    List<Reading> connections();

    /** What holds old rows back. Ages of snapshots are in transactions. */
    @Query("""
            SELECT 'oldest_transaction_seconds' AS name, '' AS part,
                   CAST(coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) AS double precision) AS value
            FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            UNION ALL
            SELECT 'oldest_xmin_age', '', coalesce(max(held.age), 0)
            FROM (SELECT age(backend_xmin) AS age FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                  UNION ALL SELECT greatest(age(xmin), age(catalog_xmin)) FROM pg_replication_slots
                  UNION ALL SELECT age(transaction) FROM pg_prepared_xacts) AS held
            UNION ALL
            SELECT 'oldest_frozen_age', '', age(datfrozenxid) FROM pg_database WHERE datname = current_database()
            """)
    List<Reading> snapshots();

    /** No lag without a replica. */
    @Query("""
            SELECT 'replicas' AS name, '' AS part, CAST(count(*) AS double precision) AS value FROM pg_stat_replication
            UNION ALL
            SELECT 'replication_lag_seconds', '', max(coalesce(extract(epoch FROM replay_lag), 0))
            FROM pg_stat_replication
            HAVING count(*) > 0
            UNION ALL
            SELECT 'replication_lag_bytes', '', max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))
            FROM pg_stat_replication
            HAVING count(replay_lsn) > 0
            """)
    List<Reading> replication();

    /** Counters since the statistics' beginning, and the size. */
    @Query("""
            SELECT r.name, '' AS part, CAST(r.value AS double precision) AS value
            FROM pg_stat_database d
            CROSS JOIN LATERAL (VALUES
                ('blocks_hit', d.blks_hit), ('blocks_read', d.blks_read),
                ('statistics_begin', coalesce(extract(epoch FROM d.stats_reset), 0)),
                ('database_bytes', pg_database_size(d.datid))) AS r (name, value)
            WHERE d.datname = current_database()
            """)
    List<Reading> database();

    /** Tables and indexes. Small ones say nothing: a few dead rows of a few are a large share. */
    @Query("""
            WITH tables AS (
                SELECT relname, n_dead_tup AS dead, n_live_tup AS live
                FROM pg_stat_all_tables
                WHERE schemaname IN ('app', 'operations')
            ), indexes AS (
                SELECT scans, bytes, is_unique FROM operations.index_usage
            )
            SELECT 'dead_rows' AS name, '' AS part, CAST(coalesce(sum(dead), 0) AS double precision) AS value FROM tables
            UNION ALL
            SELECT 'dead_rows_percent', '', coalesce(max(100.0 * dead / (dead + live)), 0) FROM tables WHERE dead > 10000
            UNION ALL
            SELECT 'index_bytes', '', coalesce(sum(bytes), 0) FROM indexes
            UNION ALL
            SELECT 'unused_indexes', '', count(*) FROM indexes WHERE scans = 0 AND NOT is_unique AND bytes > 1048576
            """)
    List<Reading> tables();

    /** How far each partitioned table reaches, in days; by the time that its bounds hold, be they instants or UUIDv7. */
    @Query("""
            WITH bounds AS (
                SELECT p.relname, substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO [(]''([^'']+)''[)]') AS upper,
                       t.partattrs[0] AS key, p.oid
                FROM pg_partitioned_table t
                JOIN pg_class p ON p.oid = t.partrelid
                LEFT JOIN pg_inherits i ON i.inhparent = p.oid
                LEFT JOIN pg_class c ON c.oid = i.inhrelid
                WHERE t.partstrat = 'r' AND p.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('app', 'operations'))
            ), ends AS (
                SELECT b.relname,
                       max(CASE WHEN a.atttypid = CAST('uuid' AS regtype)
                                THEN to_timestamp(CAST(CAST('x' || left(replace(b.upper, '-', ''), 12) AS bit(48)) AS bigint) / 1000.0)
                                ELSE CAST(b.upper AS timestamptz) END) AS last_end
                FROM bounds b
                JOIN pg_attribute a ON a.attrelid = b.oid AND a.attnum = b.key
                GROUP BY b.relname
            )
            SELECT 'partition_days_left' AS name, CAST(relname AS text) AS part,
                   CAST(coalesce(extract(epoch FROM last_end - clock_timestamp()) / 86400, 0) AS double precision) AS value
            FROM ends
            """)
    List<Reading> partitions();

    @Query("""
            SELECT r.name, '' AS part, CAST(r.value AS double precision) AS value
            FROM operations.queue_state() AS q
            CROSS JOIN LATERAL (VALUES
                ('jobs_ready', q.ready), ('jobs_running', q.running), ('jobs_dead', q.dead),
                ('oldest_ready_job_seconds', q.oldest_ready_seconds)) AS r (name, value)
            """)
    List<Reading> queue();

    /** Of the last five minutes; none if nobody searched by a vector. */
    @Query("""
            SELECT r.name, '' AS part, r.value
            FROM operations.search_times() AS t
            CROSS JOIN LATERAL (VALUES
                ('vector_search_p95_ms', t.p95_ms), ('vector_searches', CAST(t.searches AS double precision))) AS r (name, value)
            """)
    List<Reading> searches();

    /** Of each function that ever succeeded. */
    @Query("SELECT 'run_age_seconds' AS name, function AS part, seconds AS value FROM operations.run_ages()")
    List<Reading> runs();

    @Query("SELECT bytes_per_day, days FROM operations.storage_growth()")
    StorageGrowth growth();

    /**
     * Statements that ever took over a second, of roles that serve requests and jobs: what dumps, migrations and maintenance
     * take is their own affair.
     *
     * @param most the slowest so many
     */
    @Query("""
            SELECT query_id, CAST(sum(calls) AS bigint) AS calls, sum(total_ms) AS total_ms, max(most_ms) AS most_ms
            FROM operations.statement_statistics()
            WHERE most_ms > 1000
              AND role IN ('statehouse_app', 'statehouse_identity', 'statehouse_authorizer', 'statehouse_worker', 'statehouse_monitor')
            GROUP BY query_id
            ORDER BY max(most_ms) DESC
            LIMIT :most
            """)
    List<StatementTime> slowStatements(int most);

    /**
     * The same statements with their texts, the slowest first.
     *
     * @param queryIds which
     * @param most of them
     * @param characters of each text
     */
    @Query("""
            SELECT query_id, string_agg(DISTINCT role, ' ') AS roles, CAST(sum(calls) AS bigint) AS calls,
                   sum(total_ms) / sum(calls) AS mean_ms, max(most_ms) AS most_ms, left(min(query), :characters) AS text
            FROM operations.statement_statistics()
            WHERE query_id = ANY (CAST(:queryIds AS bigint[])) AND most_ms > 1000
              AND role IN ('statehouse_app', 'statehouse_identity', 'statehouse_authorizer', 'statehouse_worker', 'statehouse_monitor')
            GROUP BY query_id
            ORDER BY max(most_ms) DESC
            LIMIT :most
            """)
    List<SlowStatement> statements(String[] queryIds, int most, int characters);

    /** How PostgreSQL would answer a statement with any values. Ends what the transaction may write. */
    @Query("SELECT plan, reason FROM operations.explain_statement(:text)")
    StatementPlan explain(@Nullable String text);
}
