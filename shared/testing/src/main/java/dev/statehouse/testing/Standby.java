package dev.statehouse.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A standby of the servers' PostgreSQL, which follows it by streaming, with a PgBouncer in transaction mode before it. All databases
 * are there too; a test that has finished leaves none behind, so that the next starts from its own copy.
 */
public final class Standby implements AutoCloseable {

    private static final String LOCKED = """
            SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                           WHERE a.backend_type = 'startup' AND l.mode = 'AccessExclusiveLock')
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Servers servers;

    private Standby(Servers servers) {
        this.servers = servers;
    }

    /** Starts it; where the servers are containers there is none, and the test says that it was not run. */
    public static Standby start() {
        Servers.running();
        Assumptions.assumeFalse(DockerServers.available(), "the compose file has no standby: needs native servers");
        return new Standby(NativeServers.replica(Servers.directory(), true));
    }

    /** The port of the PgBouncer, or of PostgreSQL itself. It stays the same when the standby comes back. */
    public int port(boolean pooled) {
        return servers.port(pooled ? "REPLICA_PGBOUNCER_PORT" : "REPLICA_PORT");
    }

    /** What the environment of a function says of a reader at a port; patient, for the machine may be busy. */
    public Map<String, Object> properties(int port) {
        return Map.of(
                "database.reader.host",
                servers.get("POSTGRES_HOST"),
                "database.reader.port",
                port,
                "database.reader.ca",
                servers.get("CA_CERT"),
                "database.reader.connection-timeout-ms",
                5_000,
                "database.reader.socket-timeout-seconds",
                20);
    }

    /** Its sessions end, and nobody listens any more. */
    public void stop() {
        NativeServers.replica(Servers.directory(), false);
    }

    /** A copy of now. */
    public void startAgain() {
        servers = NativeServers.replica(Servers.directory(), true);
    }

    /** What is written from now on does not come there. */
    public void pause() {
        do {
            superuser("SELECT pg_wal_replay_resume()");
            catchUp();
            superuser("SELECT pg_wal_replay_pause()");
            await("SELECT pg_get_wal_replay_pause_state() = 'paused'");
            // Between a lock and its end it would keep readers waiting: a vacuum that shortens a table is enough.
        } while (text(port(false), LOCKED).equals("t"));
    }

    public void resume() {
        superuser("SELECT pg_wal_replay_resume()");
    }

    /** Waits until it has all that was written before, and a transaction of now: without any it can't tell its lag. */
    public void catchUp() {
        text(servers.port("POSTGRES_PORT"), "SELECT pg_logical_emit_message(true, 'standby', '')");
        String written = text(servers.port("POSTGRES_PORT"), "SELECT pg_current_wal_flush_lsn()");
        await("SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(written));
    }

    /** Waits until a question of yes and no that the superuser asks the standby is answered yes. */
    public void await(String question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text(port(false), question).equals("t")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so on the standby for a minute: " + question);
            }
            sleep();
        }
    }

    /** What the superuser runs on the standby. */
    public void superuser(String sql) {
        text(port(false), sql);
    }

    private String text(int port, String sql) {
        try (Connection connection = new TestDatabase(servers, "postgres").connect("postgres", port);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
