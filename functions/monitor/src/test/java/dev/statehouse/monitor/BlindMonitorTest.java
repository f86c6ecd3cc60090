package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.DataError;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be measured is said, soon, and keeps nothing else from being measured. */
class BlindMonitorTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingExtensionIsAReason() throws SQLException {
        try (MonitorDatabase monitor = new MonitorDatabase();
                Connection superuser = monitor.database().connect("postgres", false);
                Statement statement = superuser.createStatement()) {
            statement.execute("DROP EXTENSION pg_stat_statements");
            assertEquals(
                    Map.of("slow-queries", "not measured: the extension pg_stat_statements is not installed"),
                    MonitorDatabase.details(monitor.run().path("reasons")));
            statement.execute("CREATE EXTENSION pg_stat_statements");
            assertEquals("healthy", monitor.run().path("status").asText());
        }
    }

    @Test
    void aWrongRoleIsAReasonForEachThingThatItMayNotSee() {
        try (MonitorDatabase monitor = new MonitorDatabase("statehouse_worker", Map.of())) {
            monitor.database().asOwner("""
                    GRANT EXECUTE ON FUNCTION operations.last_counters(),
                        operations.record_measurement(timestamptz, text, jsonb, jsonb, jsonb, jsonb, bigint) TO statehouse_worker
                    """);
            JsonNode row = monitor.run();
            Map<String, String> reasons = MonitorDatabase.details(row.path("reasons"));
            assertEquals("degraded", row.path("status").asText());
            assertEquals(
                    "not measured: the role sees its own sessions only: grant pg_monitor to it",
                    reasons.get("connections"));
            for (String check : new String[] {"jobs", "pool", "runs", "slow-queries", "storage", "tables"}) {
                assertTrue(reasons.getOrDefault(check, "").startsWith("not measured: "), check + " in " + reasons);
            }
        }
    }

    @Test
    void aProxyWithoutAConsoleIsSaidAndIsNoReason() {
        try (MonitorDatabase monitor =
                new MonitorDatabase("statehouse_monitor", Map.of("monitor.pooler", "rds-proxy"))) {
            JsonNode row = monitor.run();
            assertEquals("healthy", row.path("status").asText(), row.toString());
            assertTrue(MonitorDatabase.details(row.path("not_measured")).containsKey("pool"));
        }
    }

    @Test
    void aRedisThatHangsIsAReasonAndHoldsNothingUp() {
        Assumptions.assumeTrue(TestRedis.available());
        try (TestRedis redis = TestRedis.start(folder);
                MonitorDatabase monitor = new MonitorDatabase("statehouse_monitor", settings(redis))) {
            assertEquals(Map.of(), MonitorDatabase.details(monitor.run().path("reasons")));
            redis.freeze();
            Instant begun = Instant.now();
            JsonNode row = monitor.run();
            assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 8, "the monitor waited for Redis");
            redis.thaw();
            assertEquals(
                    Map.of("redis", "not measured: Redis did not answer in time"),
                    MonitorDatabase.details(row.path("reasons")));
        }
    }

    // The local servers' tests wait for a busy machine, and this one for an answer that does not come.
    private static Map<String, Object> settings(TestRedis redis) {
        Map<String, Object> settings = new HashMap<>(redis.properties());
        settings.put("redis.timeout-ms", 1_000);
        return settings;
    }

    @Test
    void aTableThatIsLockedIsAReasonAndHoldsNothingUp() throws SQLException {
        try (MonitorDatabase monitor = new MonitorDatabase();
                Connection superuser = monitor.database().connect("postgres", false);
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("LOCK TABLE app.jobs IN ACCESS EXCLUSIVE MODE");
            Instant begun = Instant.now();
            Map<String, String> reasons = MonitorDatabase.details(monitor.run().path("reasons"));
            assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 8, "the monitor waited for the lock");
            assertTrue(String.valueOf(reasons.get("jobs")).startsWith("not measured: "), reasons.toString());
            superuser.rollback();
            assertEquals("healthy", monitor.run().path("status").asText());
        }
    }

    @Test
    void aDatabaseThatIsAwayFailsTheRunSoon() {
        try (MonitorDatabase monitor = new MonitorDatabase("statehouse_monitor", Map.of("database.port", 1))) {
            Instant begun = Instant.now();
            assertThrows(DataError.class, monitor::call);
            assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 8, "the monitor waited for the database");
        }
    }
}
