package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A client that takes the server's log as a standby does, and reports as much of it replayed as the test says. */
@Timeout(60)
class ReplicationLagTest {

    private static final long LITTLE = 1 << 20;

    private MonitorDatabase monitor;

    @BeforeEach
    void start() {
        monitor = new MonitorDatabase();
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    private Connection standby() throws SQLException {
        Servers servers = monitor.database().servers();
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", servers.password("postgres"));
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", servers.get("CA_CERT"));
        // The access rules name no replication, which this way is not asked for.
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "15");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + servers.get("POSTGRES_HOST") + ":" + servers.port("POSTGRES_PORT") + "/postgres",
                properties);
    }

    private LogSequenceNumber present() throws SQLException {
        try (Connection connection = monitor.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()")) {
            row.next();
            return LogSequenceNumber.valueOf(row.getString(1));
        }
    }

    private static void take(PGReplicationStream stream, LogSequenceNumber upTo) throws SQLException {
        while (stream.getLastReceiveLSN().asLong() < upTo.asLong()) {
            stream.read();
        }
    }

    private static void report(PGReplicationStream stream, LogSequenceNumber replayed) throws SQLException {
        stream.setFlushedLSN(replayed);
        stream.setAppliedLSN(replayed);
        stream.forceUpdateStatus();
    }

    private JsonNode metrics() {
        return monitor.run().path("metrics");
    }

    @Test
    void withoutAReplicaThereIsNoLag() {
        JsonNode metrics = metrics();
        assertEquals(0, metrics.path("replicas").asInt());
        assertFalse(metrics.has("replication_lag_bytes") || metrics.has("replication_lag_seconds"), metrics.toString());
    }

    @Test
    void whatAReplicaHasNotReplayedIsItsLagInBytesAndHowLongItTookInSeconds() throws Exception {
        LogSequenceNumber begin = present();
        try (Connection connection = standby();
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(begin)
                        .withStatusInterval(0, TimeUnit.SECONDS)
                        .start()) {
            report(stream, begin);
            monitor.database().asOwner("""
                    CREATE TABLE app.fills_the_log AS
                    SELECT md5(n::text) AS text FROM generate_series(1, 30000) AS n
                    """);
            LogSequenceNumber written = present();
            long behind = written.asLong() - begin.asLong();
            assertTrue(behind > LITTLE, "the log grew by " + behind);
            take(stream, written);
            JsonNode late = metrics();
            assertEquals(1, late.path("replicas").asInt());
            assertTrue(late.path("replication_lag_bytes").asLong() >= behind, late.toString());

            Thread.sleep(1_200);
            report(stream, written);
            JsonNode reported = awaitLagUnder(behind);
            assertTrue(reported.path("replication_lag_bytes").asLong() < behind, reported.toString());
            assertTrue(reported.path("replication_lag_seconds").asDouble() >= 1, reported.toString());
        }
    }

    // The server takes a report as soon as its process wakes up for it.
    private JsonNode awaitLagUnder(long bytes) throws InterruptedException {
        JsonNode metrics = metrics();
        for (int tries = 0; metrics.path("replication_lag_bytes").asLong() >= bytes && tries < 20; tries++) {
            Thread.sleep(100);
            metrics = metrics();
        }
        return metrics;
    }
}
