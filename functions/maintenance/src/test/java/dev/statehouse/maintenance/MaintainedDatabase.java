package dev.statehouse.maintenance;

import dev.statehouse.data.DirectConnections;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A database of its own, with the function's beans on it, past the pooler. */
final class MaintainedDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext context;

    MaintainedDatabase() {
        this("statehouse_maintenance", Map.of());
    }

    MaintainedDatabase(TestBucket bucket) {
        this(
                "statehouse_maintenance",
                Map.of("archive.bucket", bucket.name(), "aws.endpoint-url-s3", bucket.endpoint()));
    }

    MaintainedDatabase(String role, Map<String, Object> more, Object... beans) {
        Map<String, Object> properties = new LinkedHashMap<>(database.properties(role));
        properties.put("database.port", database.servers().port("POSTGRES_PORT"));
        properties.putAll(more);
        context = ApplicationContext.builder(properties).singletons(beans).start();
    }

    TestDatabase database() {
        return database;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One task, and what it told. Its findings are kept. */
    Work run(Class<? extends MaintenanceTask> type) throws SQLException {
        return run(type, Duration.ofMinutes(1));
    }

    Work run(Class<? extends MaintenanceTask> type, Duration time) throws SQLException {
        MaintenanceTask task = bean(type);
        try (OwnerConnection owner =
                OwnerConnection.over(bean(DirectConnections.class).open())) {
            Work work = new Work(owner, Deadline.in(time));
            task.run(work);
            bean(FindingLog.class).keep(task.name(), work.faults(), true);
            return work;
        }
    }

    /** All of it, as its schedule does. */
    String call(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new MaintenanceFunction(context)
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }

    void asOwner(String sql) {
        database.asOwner(sql);
    }

    void asSuperuser(String sql) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The first value of a query, as a superuser sees it. */
    String answer(String query) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "nothing";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Kinds and objects of what is still wrong. */
    String findings() {
        return answer("SELECT string_agg(kind || ' ' || object, '; ' ORDER BY kind, object) FROM operations.findings"
                + " WHERE gone_at IS NULL");
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
