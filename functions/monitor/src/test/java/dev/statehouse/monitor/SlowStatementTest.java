package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log tells of statements over a second: how they are answered, and nothing of whom they were about. */
class SlowStatementTest {

    private static final String SLOW = """
            WITH slept AS MATERIALIZED (SELECT pg_sleep(?))
            SELECT p.id FROM slept LEFT JOIN projects p ON p.slug = ? AND p.name <> 'canary of the text' AND length(p.name) <> 4711
            """;

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private MonitorDatabase monitor;
    private UUID workspace;

    @BeforeEach
    void start() {
        monitor = new MonitorDatabase();
        workspace = monitor.workspace();
        events.start();
        root.addAppender(events);
        monitor.run();
    }

    @AfterEach
    void stop() {
        root.detachAppender(events);
        monitor.close();
    }

    private void run(double seconds) throws SQLException {
        try (Connection connection = monitor.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement();
                PreparedStatement slow = connection.prepareStatement(SLOW)) {
            connection.setAutoCommit(false);
            statement.execute("SELECT app.enter_workspace('" + workspace + "', NULL, NULL)");
            slow.setDouble(1, seconds);
            slow.setString(2, "canary of a parameter");
            slow.execute();
            connection.commit();
        }
    }

    /** Runs the monitor, and gives what it told of each slow statement, by name; nowhere is a value in it. */
    private List<Map<String, String>> told() throws IOException {
        events.list.clear();
        JsonNode row = monitor.run();
        JsonEncoder encoder = new JsonEncoder();
        encoder.start();
        List<Map<String, String>> told = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(events.list)) {
            String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
            assertFalse(line.contains("canary") || line.contains("4711"), line);
            if (event.getMessage().equals("Slow statement")) {
                told.add(pairs(new ObjectMapper().readTree(line).path("kvpList")));
            }
        }
        assertFalse(row.toString().contains("canary"), row.toString());
        return told;
    }

    private static Map<String, String> pairs(JsonNode list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (JsonNode pair : list) {
            pair.properties()
                    .forEach(entry -> pairs.put(entry.getKey(), entry.getValue().asText()));
        }
        return pairs;
    }

    private static String get(Map<String, String> pairs, String name) {
        return Objects.requireNonNull(pairs.get(name), () -> name + " is not in " + pairs);
    }

    private String asSuperuser(String query) throws SQLException {
        try (Connection connection = monitor.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void itIsLoggedOnceWithItsPlan() throws SQLException, IOException {
        run(1.2);
        List<Map<String, String>> told = told();
        assertEquals(1, told.size(), told.toString());
        Map<String, String> slow = told.get(0);
        assertEquals(
                asSuperuser("SELECT query_id FROM operations.slow_queries WHERE query LIKE 'WITH slept%'"),
                get(slow, "fingerprint"));
        assertEquals("statehouse_app", get(slow, "roles"));
        assertEquals("1", get(slow, "calls"));
        assertTrue(Integer.parseInt(get(slow, "meanMs")) >= 1_200 && Integer.parseInt(get(slow, "maxMs")) >= 1_200);
        assertTrue(get(slow, "statement").contains("p.slug = $2 AND p.name <> $3"), slow.toString());
        assertTrue(
                get(slow, "plan").contains(" on projects p")
                        && get(slow, "plan").contains("$2"),
                slow.toString());
        assertEquals(List.of(), told());
    }

    @Test
    void itIsLoggedAgainWhenItIsSlowOnAverageOrSlowerThanEver() throws SQLException, IOException {
        run(1.1);
        assertEquals(1, told().size());
        run(0);
        assertEquals(List.of(), told());
        run(1.3);
        for (int i = 0; i < 3; i++) {
            run(0);
        }
        assertEquals("6", get(told().get(0), "calls"));
    }

    /** The server keeps the text as it came, if it had forgotten the statement before that ended. */
    @Test
    void aTextThatTheServerKeepsWithItsValuesIsNotLogged() throws Exception {
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                run(2);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
        awaitSleep();
        asSuperuser(
                "SELECT pg_stat_statements_reset(0, (SELECT oid FROM pg_database WHERE datname = current_database()))");
        running.join();
        assertEquals(
                "1",
                asSuperuser("SELECT count(*) FROM operations.slow_queries"
                        + " WHERE query LIKE 'WITH slept%' AND query LIKE '%canary of the text%'"));
        List<Map<String, String>> told = told();
        assertEquals(1, told.size(), told.toString());
        assertEquals("values", get(told.get(0), "withoutPlan"));
        assertEquals(
                Set.of("fingerprint", "roles", "calls", "meanMs", "maxMs", "withoutPlan"),
                told.get(0).keySet());
    }

    private void awaitSleep() throws SQLException, InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            if (asSuperuser(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
                    .equals("1")) {
                return;
            }
            Thread.sleep(10);
        }
    }

    @Test
    void oneThatCannotBeExplainedIsLoggedWithoutAPlan() throws SQLException, IOException {
        monitor.database()
                .asOwner("CREATE TABLE app.passing AS SELECT 1; GRANT SELECT ON app.passing TO statehouse_app");
        try (Connection connection = monitor.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(1.1), extract(epoch FROM now()), 'canary'");
            statement.execute("SELECT pg_sleep(1.1), 'canary' FROM passing");
        }
        monitor.database().asOwner("DROP TABLE app.passing");
        List<Map<String, String>> told = told();
        assertEquals(
                Set.of("gone", "syntax"),
                Set.copyOf(told.stream().map(slow -> get(slow, "withoutPlan")).toList()));
        assertFalse(monitor.newest().path("not_measured").toString().contains("slow-queries"));
    }
}
