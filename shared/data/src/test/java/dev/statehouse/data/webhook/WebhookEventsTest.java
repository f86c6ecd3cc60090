package dev.statehouse.data.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Json;
import dev.statehouse.data.job.Payloads;
import dev.statehouse.data.job.UnreadablePayload;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database enqueues by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEventsTest {

    private static final String CARD = "0190d0c8-0000-7000-8000-0000000000cc";
    private static final String KEY = "0190d0c8-0000-7000-8000-0000000000ee";

    private TestDatabase database;
    private UUID workspace;
    private UUID person;

    @BeforeAll
    void start() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        workspace = new Rows(database).workspace();
        person = new Rows(database).member(workspace, "editor");
        asOwner("TRUNCATE app.jobs");
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = app, public; " + sql);
        }
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** One transaction of a role in the workspace. */
    private void write(String role, String sql, boolean commit) throws SQLException {
        try (Connection connection = database.connect(role, true);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT app.enter_workspace('%s', '%s', 'key %s 192.0.2.7 request-1 ')"
                    .formatted(workspace, person, KEY));
            statement.execute(sql.replace("{w}", workspace.toString()).replace("{p}", person.toString()));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    private void write(String sql) throws SQLException {
        write("statehouse_app", sql, true);
    }

    private UUID webhook(String types) throws SQLException {
        UUID id = UUID.randomUUID();
        asOwner("""
                INSERT INTO webhooks (workspace_id, id, name, url, event_types) VALUES ('%s', '%s', 'x', 'https://x.example/', '%s');
                TRUNCATE jobs
                """.formatted(workspace, id, types));
        return id;
    }

    private List<String> types() throws SQLException {
        return ask("SELECT payload #>> '{event,type}' FROM app.jobs ORDER BY id");
    }

    private static String project(String slug) {
        return "INSERT INTO app.projects (workspace_id, id, slug, name) VALUES ('{w}', gen_random_uuid(), '%s', 'x');"
                .formatted(slug);
    }

    @Test
    void anEventSaysWhoDidWhatToWhatAndNoValue() throws SQLException, UnreadablePayload {
        UUID webhook = webhook("{project.created}");
        write(project("secret-slug"));
        List<String> payloads = ask("SELECT payload::text FROM app.jobs");
        assertEquals(1, payloads.size());
        WebhookMessage message = Payloads.read(payloads.getFirst(), WebhookMessage.class);
        assertEquals(webhook, message.webhookId());
        WebhookEvent event = message.event();
        assertEquals(
                List.of(event.id().toString()),
                ask("SELECT id FROM app.audit_entries WHERE relation = 'projects' AND workspace_id = '" + workspace
                        + "'"));
        assertEquals("project.created", event.type());
        assertEquals(workspace, event.workspaceId());
        assertEquals(new WebhookEvent.Actor(person, "key", UUID.fromString(KEY)), event.actor());
        assertEquals("projects", event.resource().type());
        assertEquals(List.of(event.resource().id()), ask("SELECT id FROM app.projects WHERE slug = 'secret-slug'"));
        assertEquals(List.of(), event.changed());
        assertTrue(!payloads.getFirst().contains("secret-slug"), payloads.getFirst());
        assertEquals(List.of("webhook-delivery 10"), ask("SELECT kind || ' ' || max_attempts FROM app.jobs"));
        assertEquals("webhook-delivery", WebhookMessage.KIND.name());
        assertEquals(10, WebhookMessage.KIND.maxAttempts());
        assertEquals(event, WebhookEvent.of(new Json(event.json())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prompt-card.updated  | UPDATE prompt_cards SET title = 'y', revision = revision + 1, updated_at = now() WHERE id = '{c}' | title
            prompt-card.updated  | UPDATE prompt_cards SET revision = revision + 1 WHERE id = '{c}'                                 |
            prompt-card.deleted  | UPDATE prompt_cards SET deleted_at = now() WHERE id = '{c}'                                      | deleted_at
            prompt-card.restored | UPDATE prompt_cards SET deleted_at = NULL WHERE id = '{c}'                                       | deleted_at
            prompt-card.updated  | UPDATE prompt_cards SET tags = '{a}', slug = 'other' WHERE id = '{c}'                            | slug,tags
            membership.updated   | UPDATE memberships SET role = 'viewer' WHERE user_id = '{p}'                                     | role
            membership.deleted   | DELETE FROM memberships WHERE user_id = '{p}'                                                    |
            workspace.updated    | UPDATE workspaces SET name = 'y' WHERE id = '{w}'                                                | name
            api-key.revoked      | UPDATE api_keys SET revoked_at = now() WHERE workspace_id = '{w}'                                | revoked_at
            api-key.updated      | UPDATE api_keys SET name = 'y' WHERE workspace_id = '{w}'                                        | name
            webhook.disabled     | UPDATE webhooks SET active = false, disabled_at = now(), disabled_reason = 'gone' WHERE name = 'z' AND workspace_id = '{w}' | active,disabled_at,disabled_reason
            """)
    void anUpdateIsNamedByWhatItMeans(String type, String sql, String changed) throws SQLException {
        boolean deleted = type.equals("prompt-card.restored");
        asOwner("""
                DELETE FROM prompt_cards;
                INSERT INTO prompt_cards (workspace_id, id, slug, title, search, deleted_at) VALUES ('{w}', '{c}', 's', 't', '', %s);
                DELETE FROM api_keys;
                INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role)
                VALUES ('{w}', gen_random_uuid(), 'k', 'abcdefghijkl', sha256('x'), 'viewer');
                INSERT INTO webhooks (workspace_id, id, name, url, event_types)
                VALUES ('{w}', gen_random_uuid(), 'z', 'https://x.example/', '{job.dead}')
                """.replace("{w}", workspace.toString()).replace("{c}", CARD).formatted(deleted ? "now()" : "NULL"));
        webhook("{*}");
        asOwner(sql.replace("{w}", workspace.toString())
                .replace("{p}", person.toString())
                .replace("{c}", CARD));
        assertEquals(List.of(type), types());
        String expected = changed == null ? "[]" : "[\"" + changed.replace(",", "\", \"") + "\"]";
        assertEquals(List.of(expected), ask("SELECT (payload #> '{event,changed}')::text FROM app.jobs"));
    }

    @Test
    void whatIsRolledBackIsToldToNobody() throws SQLException {
        webhook("{*}");
        write("statehouse_app", project("a") + project("b"), false);
        assertEquals(List.of(), types());
        assertThrows(SQLException.class, () -> write(project("c") + "SELECT 1 / 0"));
        assertEquals(List.of(), types());
    }

    @Test
    void eventsOfATransactionAreInItsOrderAndOneIdIsOneEvent() throws SQLException {
        webhook("{*}");
        webhook("{project.created}");
        write(project("a") + project("b") + project("c"));
        List<String> slugs = ask("""
                SELECT p.slug
                FROM app.jobs j JOIN app.projects p ON p.id::text = j.payload #>> '{event,resource,id}'
                ORDER BY j.run_at, j.id
                """);
        assertEquals(List.of("a", "a", "b", "b", "c", "c"), slugs);
        assertEquals(List.of("3"), ask("SELECT count(DISTINCT payload #>> '{event,id}') FROM app.jobs"));
        assertEquals(
                ask("SELECT payload #>> '{event,id}' FROM app.jobs ORDER BY id"),
                ask("SELECT payload #>> '{event,id}' FROM app.jobs ORDER BY payload #>> '{event,id}'"));
    }

    @Test
    void tenThousandChangesThatNobodyWantsCostNoJob() throws SQLException {
        String many = """
                INSERT INTO app.projects (workspace_id, id, slug, name)
                SELECT '{w}', gen_random_uuid(), '%s-' || n, 'x' FROM generate_series(1, 10000) n;
                """;
        write(many.formatted("none"));
        UUID inactive = webhook("{*}");
        asOwner("UPDATE webhooks SET active = false WHERE id = '%s'; TRUNCATE jobs".formatted(inactive));
        write(many.formatted("inactive"));
        webhook("{api-key.revoked,prompt-card.created}");
        write(many.formatted("others"));
        assertEquals(List.of(), types());
        webhook("{project.created}");
        write(many.formatted("wanted"));
        assertEquals(List.of("10000"), ask("SELECT count(*) FROM app.jobs"));
        assertEquals(10_000, new HashSet<>(ask("SELECT payload #>> '{event,id}' FROM app.jobs")).size());
    }

    @Test
    void anotherWorkspacesEventsAreItsOwn() throws SQLException {
        webhook("{*}");
        workspace = new Rows(database).workspace();
        person = new Rows(database).member(workspace, "editor");
        asOwner("TRUNCATE jobs");
        write(project("a"));
        assertEquals(List.of(), types());
    }

    @Test
    void whatIsPrivateIsToldToNobody() throws SQLException {
        webhook("{*}");
        write("""
                INSERT INTO app.prompt_cards (workspace_id, id, slug, title, search, owner_id, visibility)
                VALUES ('{w}', gen_random_uuid(), 'hidden', 't', '', '{p}', 'private')
                """);
        write("UPDATE app.prompt_cards SET title = 'u' WHERE slug = 'hidden'");
        write("UPDATE app.prompt_cards SET visibility = 'workspace' WHERE slug = 'hidden'");
        assertEquals(List.of(), types());
        write("UPDATE app.prompt_cards SET title = 'v' WHERE slug = 'hidden'");
        assertEquals(List.of("prompt-card.updated"), types());
    }

    @Test
    void aDeadJobIsAnEventUnlessItIsADeliveryItself() throws SQLException {
        webhook("{job.dead}");
        String dead = """
                INSERT INTO dead_jobs (workspace_id, id, kind, payload, priority, run_at, max_attempts, attempt, fence, lapses,
                                       progress_done, progress_text, last_error, died_at, created_at)
                VALUES ('%s', '%s', '%s', '{}', 2, now(), 1, 1, 1, 0, 0, '', 'broken', now(), now())
                """;
        UUID job = UUID.randomUUID();
        asOwner(dead.formatted(workspace, job, "audit-log-check"));
        asOwner(dead.formatted(workspace, UUID.randomUUID(), "webhook-delivery"));
        assertEquals(List.of("job.dead"), types());
        assertEquals(List.of(job.toString()), ask("SELECT payload #>> '{event,resource,id}' FROM app.jobs"));
    }

    @Test
    void whatOnlyTheWorkerNotesOfAWebhookIsNoEvent() throws SQLException {
        UUID webhook = webhook("{*}");
        write(
                "statehouse_worker",
                "UPDATE app.webhooks SET failing_since = now(), dead_in_row = 1, updated_at = now() WHERE id = '"
                        + webhook + "'",
                true);
        assertEquals(List.of(), types());
    }

    @Test
    void theApplicationReadsNoSecretAndTheWorkerChangesNone() {
        for (String sql : List.of(
                "SELECT ciphertext FROM app.webhook_secrets",
                "SELECT id FROM app.webhook_secrets",
                "DELETE FROM app.webhook_secrets")) {
            assertDenied("statehouse_app", sql);
            assertDenied("statehouse_identity", sql);
        }
        assertDenied("statehouse_worker", "DELETE FROM app.webhook_secrets");
        assertDenied("statehouse_worker", "UPDATE app.webhooks SET url = 'https://elsewhere.example/'");
        assertDenied("statehouse_worker", "SELECT id FROM app.webhook_deliveries");
    }

    private void assertDenied(String role, String sql) {
        SQLException denied = assertThrows(SQLException.class, () -> write(role, sql, true));
        assertEquals("42501", denied.getSQLState(), role + ": " + sql);
    }
}
