package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.operation.Metric;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitorTest {

    private static final int POOL_SIZE = 30;

    private MonitorDatabase monitor;

    @BeforeAll
    void start() {
        monitor = new MonitorDatabase();
    }

    @AfterAll
    void stop() {
        monitor.close();
    }

    private Map<String, String> reasons() {
        return MonitorDatabase.details(monitor.run().path("reasons"));
    }

    @Test
    void slowSearchesByVectorAreAReasonUntilTheyAreFiveMinutesAgo() {
        times("now() - interval '1 minute'", 94, 10);
        times("now()", 6, 600);
        JsonNode row = monitor.run();
        double p95 = row.at("/metrics/vector_search_p95_ms").asDouble();
        assertTrue(p95 >= 600 && p95 <= 660, row.toString());
        assertEquals(100, row.at("/metrics/vector_searches").asInt());
        assertTrue(
                reasons().getOrDefault("vector-search", "").endsWith("over 500 ms"),
                reasons().toString());
        times("now()", 20, 500);
        assertEquals(
                500,
                monitor.run().at("/metrics/vector_search_p95_ms").asDouble(),
                "6 of 120 are the slowest twentieth");
        assertFalse(reasons().containsKey("vector-search"));
        monitor.database().asOwner("UPDATE operations.search_times SET minute = minute - interval '5 minutes'");
        assertTrue(MonitorDatabase.details(monitor.run().path("not_measured")).containsKey("vector-search"));
    }

    private void times(String at, int searches, int ms) {
        monitor.database().asOwner("""
                INSERT INTO operations.search_times AS t (minute, bucket, searches)
                SELECT %s, ceil(ln(%s / 500.0) / ln(1.1)), %s
                """.formatted(at, ms, searches));
    }

    @Test
    void aQuietInstallationIsHealthyAndSaysWhatNobodyMeasures() {
        JsonNode row = monitor.run();
        assertEquals("healthy", row.path("status").asText(), row.toString());
        assertEquals(
                Set.of("api-latency", "backup", "drill", "vector-search"),
                MonitorDatabase.details(row.path("not_measured")).keySet());
        for (Metric metric : List.of(
                Metric.CONNECTIONS_PERCENT,
                Metric.OLDEST_TRANSACTION_SECONDS,
                Metric.OLDEST_XMIN_AGE,
                Metric.REPLICAS,
                Metric.DATABASE_BYTES,
                Metric.DEAD_ROWS,
                Metric.INDEX_BYTES,
                Metric.SLOW_QUERIES,
                Metric.OLDEST_READY_JOB_SECONDS,
                Metric.REDIS_USED_BYTES,
                Metric.POOL_WAITING_CLIENTS)) {
            assertTrue(row.path("metrics").has(metric.column()), metric + " is not in " + row);
        }
        assertTrue(row.at("/metrics/connections/statehouse_monitor").asInt() >= 1, row.toString());
        double days = row.at("/metrics/partition_days_left/audit_entries").asDouble();
        assertTrue(days > 700 && days < 800, row.toString());
        assertEquals(
                Math.round(days),
                Math.round(row.at("/metrics/partition_days_left/finished_jobs").asDouble()));
    }

    @Test
    void aStuckJobIsAReasonAndNoLongerOnceItIsGone() {
        UUID workspace = monitor.workspace();
        monitor.database().asOwner("""
                INSERT INTO jobs (workspace_id, id, kind, payload, run_at, max_attempts)
                VALUES ('%s', '%s', 'stuck', '{"secret": "hunter2"}', now() - interval '6 minutes', 3)
                """.formatted(workspace, UUID.randomUUID()));
        JsonNode row = monitor.run();
        assertEquals("degraded", row.path("status").asText());
        String detail =
                String.valueOf(MonitorDatabase.details(row.path("reasons")).get("oldest-job"));
        assertTrue(detail.contains("over 300 s"), detail);
        assertFalse(row.toString().contains("hunter2"));
        monitor.database().asOwner("UPDATE jobs SET lease_until = now() + interval '1 minute'");
        assertEquals(Map.of(), reasons());
        monitor.database()
                .asOwner(
                        "UPDATE jobs SET lease_until = now() - interval '2 hours', run_at = now() - interval '3 hours'");
        assertEquals("failing", monitor.run().path("status").asText());
        monitor.database().asOwner("DELETE FROM jobs");
        assertEquals("healthy", monitor.run().path("status").asText());
    }

    @Test
    void aFullPoolIsAReasonAndNoLongerOnceItIsNot() throws SQLException {
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < POOL_SIZE; i++) {
                Connection connection = monitor.database().connect("statehouse_app", true);
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT 1");
                }
                open.add(connection);
            }
            JsonNode row = monitor.run();
            assertEquals("failing", row.path("status").asText(), row.toString());
            String detail =
                    String.valueOf(MonitorDatabase.details(row.path("reasons")).get("pool"));
            assertTrue(detail.contains("statehouse_app"), detail);
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
        assertEquals("healthy", monitor.run().path("status").asText());
    }

    @Test
    void aTableWhosePartitionsEndSoonIsNamed() {
        monitor.database().asOwner("""
                CREATE TABLE app.ends_soon (at timestamptz NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE app.ends_soon_now PARTITION OF app.ends_soon
                    FOR VALUES FROM ('2020-01-01') TO ('%s')
                """.formatted(java.time.Instant.now().plus(java.time.Duration.ofDays(20))));
        String detail = String.valueOf(reasons().get("partitions"));
        assertTrue(detail.contains("(ends_soon)") && detail.contains("under 31 days"), detail);
        monitor.database().asOwner("DROP TABLE app.ends_soon");
        assertEquals(Map.of(), reasons());
    }

    @Test
    void aFunctionThatDoesNotRunIsNamedOnceItShouldHave() {
        monitor.database().asOwner("""
                INSERT INTO operations.scheduled_runs (function, due_at, alone, dry_run, outcome, started_at, ends_by, ended_at)
                VALUES ('worker', now() - interval '1 hour', false, false, 'succeeded', now(), now(), now() - interval '1 hour')
                """);
        String detail = String.valueOf(reasons().get("missing-runs"));
        assertTrue(detail.contains("worker"), detail);
        monitor.database().asOwner("UPDATE operations.scheduled_runs SET ended_at = now() WHERE function = 'worker'");
        assertEquals(Map.of(), reasons());
        monitor.database().asOwner("DELETE FROM operations.scheduled_runs WHERE function = 'worker'");
    }

    @Test
    void aSlowStatementIsNamedByItsFingerprintWhileItIsSlow() throws SQLException {
        monitor.run();
        try (Connection connection = monitor.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(1.2), 'hunter2'");
        }
        JsonNode row = monitor.run();
        String detail =
                String.valueOf(MonitorDatabase.details(row.path("reasons")).get("slow-queries"));
        assertTrue(detail.contains("query ") && detail.contains(" with 1"), row.toString());
        assertFalse(row.toString().contains("hunter2"));
        assertEquals(Map.of(), reasons());
    }

    @Test
    void whatIsOlderThanThirtyDaysIsForgotten() {
        monitor.run();
        monitor.database().asOwner("""
                INSERT INTO operations.measurements
                    (measured_at, status, reasons, not_measured, metrics, counters, database_bytes)
                SELECT now() - interval '31 days' - n * interval '1 minute', 'healthy', '[]', '[]', '{}', '{}', 1
                FROM generate_series(1, 15) n
                """);
        monitor.run();
        monitor.run();
        assertTrue(monitor.newest().path("measured_at").asText().compareTo("2020") > 0);
        monitor.database().asOwner("""
                DO $$ BEGIN
                    IF EXISTS (SELECT FROM operations.measurements WHERE measured_at < now() - interval '30 days') THEN
                        RAISE EXCEPTION 'old rows stay';
                    END IF;
                END $$
                """);
    }
}
