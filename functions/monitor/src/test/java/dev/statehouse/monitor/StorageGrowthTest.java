package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the sizes that earlier runs measured to the day on which the storage is full. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageGrowthTest {

    private static final long GIB = 1L << 30;
    private static final int STORAGE_GIB = 10;

    private MonitorDatabase monitor;

    @BeforeAll
    void start() {
        monitor = new MonitorDatabase("statehouse_monitor", Map.of("monitor.storage-gib", STORAGE_GIB));
    }

    @AfterAll
    void stop() {
        monitor.close();
    }

    @AfterEach
    void forget() {
        monitor.database().asOwner("DELETE FROM operations.measurements");
    }

    /** Every ten minutes, on a line that leads to the present size, below nothing if it must. */
    private void measured(double days, long bytesPerDay) {
        monitor.database().asOwner("""
                INSERT INTO operations.measurements
                    (measured_at, status, reasons, not_measured, metrics, counters, database_bytes)
                SELECT at, 'healthy', '[]', '[]', '{}', '{}',
                       pg_database_size(current_database()) - extract(epoch FROM now() - at) / 86400 * %1$d
                FROM generate_series(now() - %2$s * interval '1 day', now() - interval '10 minutes', '10 minutes') AS at
                """.formatted(bytesPerDay, days));
    }

    /** The reason of that name; missing if there is none. */
    private static JsonNode storage(JsonNode row) {
        for (JsonNode reason : row.path("reasons")) {
            if (reason.path("check").asText().equals("storage")) {
                return reason;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void whatGrowsIsToldWhenItWillBeFull() {
        measured(8, GIB);
        JsonNode row = monitor.run();
        assertEquals(GIB, row.at("/metrics/database_bytes_per_day").asDouble(), 0.02 * GIB, row.toString());
        double full = STORAGE_GIB - row.at("/metrics/database_bytes").asDouble() / GIB;
        assertEquals(full, row.at("/metrics/storage_days_left").asDouble(), 0.3);
        assertEquals("degraded", storage(row).path("severity").asText());
        assertTrue(storage(row).path("detail").asText().contains("under 14"), row.toString());
    }

    @Test
    void whatGrowsSlowlyIsNoReason() {
        measured(8, GIB / 10);
        JsonNode row = monitor.run();
        assertEquals(99, row.at("/metrics/storage_days_left").asDouble(), 4);
        assertTrue(storage(row).isMissingNode(), row.toString());
    }

    @Test
    void whatIsNearlyFullFails() {
        measured(8, 8 * GIB);
        JsonNode row = monitor.run();
        assertEquals("failing", storage(row).path("severity").asText(), row.toString());
        assertEquals("failing", row.path("status").asText());
    }

    @Test
    void whatShrinksIsNeverFull() {
        measured(8, -GIB);
        JsonNode row = monitor.run();
        assertEquals(-GIB, row.at("/metrics/database_bytes_per_day").asDouble(), 0.02 * GIB);
        assertFalse(row.path("metrics").has("storage_days_left"), row.toString());
        assertTrue(storage(row).isMissingNode(), row.toString());
    }

    @Test
    void lessThanADayIsNoGrowth() {
        measured(0.9, 8 * GIB);
        JsonNode row = monitor.run();
        assertFalse(row.path("metrics").has("database_bytes_per_day"), row.toString());
        assertFalse(row.path("metrics").has("storage_days_left"), row.toString());
    }
}
