package dev.statehouse.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A monitor with a database of its own. */
final class MonitorDatabase implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext context;
    private final MonitorFunction function;

    MonitorDatabase() {
        this("statehouse_monitor", Map.of());
    }

    /** @param properties set otherwise than the local stack does */
    MonitorDatabase(String role, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(database.properties(role));
        all.put("monitor.pooler", "pgbouncer");
        all.putAll(properties);
        context = ApplicationContext.run(all);
        function = new MonitorFunction(context);
    }

    TestDatabase database() {
        return database;
    }

    UUID workspace() {
        return new Rows(database).workspace();
    }

    /** Runs the monitor, and gives the row that it left. */
    JsonNode run() {
        call();
        return newest();
    }

    /** Runs the monitor, and gives what the function answers. */
    JsonNode call() {
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(
                    new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
            return JSON.readTree(answer.toByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    JsonNode newest() {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT to_jsonb(m) FROM operations.measurements m ORDER BY measured_at DESC LIMIT 1")) {
            row.next();
            return JSON.readTree(row.getString(1));
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Details by check. */
    static Map<String, String> details(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .collect(Collectors.toMap(
                        entry -> entry.path("check").asText(),
                        entry -> entry.path("detail").asText()));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
