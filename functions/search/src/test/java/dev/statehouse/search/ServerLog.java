package dev.statehouse.search;

import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The plans that {@code auto_explain} logs for the application's role, of nested statements too. */
public final class ServerLog {

    private static final String[] SETTINGS = {
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_nested_statements = on",
        "auto_explain.log_analyze = on",
        "auto_explain.log_timing = off"
    };

    private final TestDatabase database;

    private ServerLog(TestDatabase database) {
        this.database = database;
    }

    /**
     * What the server logs meanwhile, in this database only.
     *
     * @param newSessions makes the application connect anew: a role's settings hold from its next session on
     */
    public static String during(TestDatabase database, Runnable newSessions, Runnable work) throws IOException {
        return new ServerLog(database).record(newSessions, work);
    }

    private String record(Runnable newSessions, Runnable work) throws IOException {
        String path = Servers.running().env().get("POSTGRES_LOG");
        Assumptions.assumeTrue(path != null, "the log of a server in a container can't be read");
        Path file = Path.of(Objects.requireNonNull(path));
        try {
            alter("SET ");
            newSessions.run();
            try (FileChannel log = FileChannel.open(file)) {
                long start = log.size();
                work.run();
                ByteBuffer text = ByteBuffer.allocate(Math.toIntExact(log.size() - start));
                log.read(text, start);
                return new String(text.array(), StandardCharsets.UTF_8);
            }
        } finally {
            alter("RESET ");
            newSessions.run();
        }
    }

    private void alter(String verb) {
        for (String setting : SETTINGS) {
            superuser("ALTER ROLE statehouse_app IN DATABASE " + database.name() + " " + verb
                    + (verb.equals("SET ") ? setting : setting.substring(0, setting.indexOf(' '))));
        }
    }

    /** Ends the application's sessions, the pooler's included. */
    public static void endSessions(TestDatabase database) {
        new ServerLog(database)
                .superuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name()
                        + "' AND usename = 'statehouse_app'");
    }

    private void superuser(String sql) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
