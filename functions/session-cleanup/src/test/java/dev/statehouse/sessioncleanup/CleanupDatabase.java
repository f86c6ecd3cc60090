package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditCheck;
import dev.statehouse.data.audit.AuditEntries;
import dev.statehouse.testing.Rows;
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
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database with rows that are over and rows that are not, the cleanup function, and the application beside it. */
final class CleanupDatabase implements AutoCloseable {

    private record Owner(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext cleanup = ApplicationContext.run(database.properties("statehouse_cleanup"));
    private final ApplicationContext application = ApplicationContext.run(database.properties("statehouse_app"));
    private final SessionCleanupFunction function = new SessionCleanupFunction(cleanup);
    private final UUID workspace = new Rows(database).workspace();
    private final UUID person = new Rows(database).member(workspace, "owner");

    TestDatabase database() {
        return database;
    }

    ApplicationContext cleanup() {
        return cleanup;
    }

    <T> T application(Class<T> bean) {
        return application.getBean(bean);
    }

    <T> T write(Supplier<T> work) {
        return application.getBean(Workspaces.class).write(tenant(), work);
    }

    <T> T read(Supplier<T> work) {
        return application.getBean(Workspaces.class).read(tenant(), work);
    }

    Tenant tenant() {
        return new Owner(workspace, person);
    }

    UUID workspace() {
        return workspace;
    }

    UUID person() {
        return person;
    }

    /** The function's answer to an event. */
    JsonNode run(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return JSON.readTree(answer.toByteArray());
    }

    /** Runs it; the counts of a sweep. */
    JsonNode swept(String sweep) throws IOException {
        return run("{}").path("counts").path("sweeps").path(sweep);
    }

    void sql(String sql) {
        database.asOwner(sql);
    }

    /** SQL with the workspace for {@code $w} and its member for {@code $p}. */
    void rows(String sql) {
        sql(sql.replace("$w", "'" + workspace + "'").replace("$p", "'" + person + "'"));
    }

    /** A login session that expires at this time, in SQL. */
    UUID session(String expires) {
        UUID id = UUID.randomUUID();
        rows("""
                INSERT INTO user_sessions (id, user_id, token_sha256, expires_at, ends_at)
                VALUES ('%s', $p, sha256('%1$s'), %s, now() + interval '1 year')
                """.formatted(id, expires));
        return id;
    }

    /** A card with so many versions and a label at the last, deleted so long ago. */
    UUID deletedCard(String ago, int versions) {
        UUID id = UUID.randomUUID();
        rows("""
                INSERT INTO prompt_cards (workspace_id, id, slug, title, search, last_version, deleted_at)
                VALUES ($w, '%1$s', 'c-' || md5('%1$s'), 'Card', '', %2$d, now() - interval '%3$s');
                INSERT INTO prompt_versions (workspace_id, id, card_id, number, template)
                SELECT $w, gen_random_uuid(), '%1$s', n, 'text ' || n FROM generate_series(1, %2$d) n;
                INSERT INTO prompt_labels (workspace_id, card_id, name, version_number) VALUES ($w, '%1$s', 'live', %2$d);
                INSERT INTO prompt_label_moves (workspace_id, id, card_id, label, to_version)
                VALUES ($w, gen_random_uuid(), '%1$s', 'live', 1);
                INSERT INTO prompt_label_moves (workspace_id, id, card_id, label, from_version, undoes)
                SELECT workspace_id, gen_random_uuid(), card_id, label, 1, id FROM prompt_label_moves WHERE card_id = '%1$s';
                """.formatted(id, versions, ago));
        return id;
    }

    /** A project with so many issues, a style guide, a model preference and two prompt cards, deleted so long ago. */
    UUID deletedProject(String ago, int issues) {
        UUID id = UUID.randomUUID();
        rows("""
                INSERT INTO projects (workspace_id, id, slug, name, last_issue, deleted_at)
                VALUES ($w, '%1$s', 'p-' || md5('%1$s'), 'Project', %2$d, now() - interval '%3$s');
                INSERT INTO issues (workspace_id, id, project_id, number, title)
                SELECT $w, gen_random_uuid(), '%1$s', n, 'Issue ' || n FROM generate_series(1, %2$d) n;
                INSERT INTO style_guides (workspace_id, id, project_id, language, name)
                VALUES ($w, gen_random_uuid(), '%1$s', 'en', 'Guide');
                INSERT INTO model_preferences (workspace_id, id, project_id, task, provider, model)
                VALUES ($w, gen_random_uuid(), '%1$s', 'task', 'provider', 'model');
                INSERT INTO prompt_cards (workspace_id, id, slug, title, search, project_id)
                SELECT $w, gen_random_uuid(), 'c-' || n || md5('%1$s'), 'Card', '', '%1$s' FROM generate_series(1, 2) n
                """.formatted(id, issues, ago));
        return id;
    }

    long count(String table, String where) {
        return Long.parseLong(ask("SELECT count(*) FROM app." + table + " WHERE " + where));
    }

    boolean isThere(String table, UUID id) {
        return count(table, "id = '" + id + "'") == 1;
    }

    String ask(String query) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Recomputes the workspace's chain. */
    void assertLogIsWhole() {
        AuditCheck check = read(() -> application(AuditEntries.class).verify(1, 1_000));
        assertNull(check.fault());
        assertTrue(check.checked() > 0 && check.checked() == check.links());
    }

    /** A transaction of the tables' owner that has done this, and is still open. */
    Connection holding(String sql) throws SQLException {
        Connection connection = database.connect("statehouse_master", false);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public; " + sql);
        }
        return connection;
    }

    @Override
    public void close() {
        application.close();
        cleanup.close();
        database.close();
    }
}
