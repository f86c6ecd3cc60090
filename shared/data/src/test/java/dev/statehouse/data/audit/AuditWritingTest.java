package dev.statehouse.data.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.testing.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into the log, by whom, and what is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditWritingTest {

    private static final String CARD = """
            INSERT INTO prompt_cards (workspace_id, id, slug, title, search, owner_id, visibility)
            VALUES ((SELECT current_workspace()), '%s', '%s', 'Before', '', NULL, 'workspace');
            """;

    private AuditDatabase audit;

    @BeforeAll
    void start() {
        audit = AuditDatabase.fresh();
    }

    @AfterAll
    void stop() {
        audit.close();
    }

    @Test
    void aStatementLooksNothingUpToBeWrittenDown() throws SQLException {
        String change = "UPDATE prompt_cards SET title = title || '+' WHERE slug = '%s';";
        String lookedUp = """
                SELECT sum(seq_scan + coalesce(idx_scan, 0)) FROM pg_stat_xact_sys_tables
                WHERE relname IN ('pg_attribute', 'pg_index', 'pg_class')
                """;
        audit.write(CARD.formatted(UUID.randomUUID(), "known"));
        try (Connection connection = audit.application()) {
            for (String slug : new String[] {"known", "nobodys"}) {
                AuditDatabase.write(
                        connection, audit.workspace(), change.formatted(slug).repeat(2));
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT app.enter_workspace('" + audit.workspace() + "')");
                    long before = number(statement, lookedUp);
                    long own = number(statement, lookedUp) - before;
                    statement.execute(change.formatted(slug));
                    assertEquals(own, number(statement, lookedUp) - before - own, slug);
                    connection.rollback();
                }
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aColumnThatIsAddedIsInTheLogOnceTheAuditIsDeclaredAgain() throws SQLException {
        try (AuditDatabase other = AuditDatabase.fresh()) {
            other.database().asOwner("""
                    ALTER TABLE protected_labels ADD COLUMN note text DEFAULT 'since';
                    CALL app.audit_changes('app.protected_labels')
                    """);
            other.write("INSERT INTO protected_labels (workspace_id, name) VALUES (current_workspace(), 'live')");
            assertEquals(
                    "since",
                    other.ask("SELECT after ->> 'note' FROM app.audit_entries WHERE relation = 'protected_labels'"));
            assertEquals("whole", other.verify());
        }
    }

    @Test
    void eachVerbLeavesItsEntryWithWhatChanged() throws SQLException {
        UUID card = UUID.randomUUID();
        audit.write(CARD.formatted(card, "verbs"));
        audit.write("UPDATE prompt_cards SET title = 'After' WHERE id = '%s'".formatted(card));
        audit.write("INSERT INTO protected_labels (workspace_id, name) VALUES (current_workspace(), 'live')");
        audit.write("DELETE FROM protected_labels");

        assertEquals("insert Before", entry("action || ' ' || (after ->> 'title')", "row_id = '" + card + "'", "ASC"));
        assertEquals(
                "update {\"title\": \"Before\"} {\"title\": \"After\"} token 192.0.2.7 request-1 service|7",
                entry(
                        "concat_ws(' ', action, before, after, via, address, request_id, subject)",
                        "row_id = '" + card + "'",
                        "DESC"));
        assertEquals(
                "insert,delete",
                audit.ask("SELECT string_agg(action, ',' ORDER BY id) FROM app.audit_entries"
                        + " WHERE relation = 'protected_labels' AND row_id = 'live'"));
        assertEquals("whole", audit.verify());
    }

    private String entry(String columns, String which, String order) throws SQLException {
        return audit.ask("SELECT " + columns + " FROM app.audit_entries WHERE " + which + " ORDER BY id " + order);
    }

    @Test
    void whatIsRolledBackLeavesNoEntry() throws SQLException {
        String before = audit.ask("SELECT count(*) FROM app.audit_entries");
        try (Connection connection = audit.application();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('" + audit.workspace() + "'); "
                    + AuditDatabase.project(UUID.randomUUID(), "never"));
            connection.rollback();
        }
        assertEquals(before, audit.ask("SELECT count(*) FROM app.audit_entries"));
        assertEquals("0", audit.ask("SELECT count(*) FROM app.audit_pending_links"));
    }

    @Test
    void secretsAreNeverTold() throws SQLException {
        UUID key = UUID.randomUUID();
        audit.tamper("""
                INSERT INTO app.api_keys (workspace_id, id, name, prefix, secret_sha256, role)
                VALUES ('%s', '%s', 'Key', 'abcdefghijkl', sha256('canary one'), 'viewer')
                """.formatted(audit.workspace(), key));
        audit.tamper("UPDATE app.api_keys SET secret_sha256 = sha256('canary two'), last_used_at = now()");
        audit.tamper("UPDATE app.api_keys SET last_used_at = now()");
        for (String canary : List.of("canary one", "canary two")) {
            assertEquals(
                    "0",
                    audit.ask("SELECT count(*) FROM app.audit_entries e WHERE strpos(e::text," + " encode(sha256('"
                            + canary + "'), 'hex')) > 0"));
        }
        assertEquals(
                "2 {\"secret_sha256\": \"changed\"}",
                audit.ask("SELECT count(*) || ' ' || max(after::text)"
                        + " FILTER (WHERE action = 'update') FROM app.audit_entries WHERE row_id = '" + key + "'"));
    }

    @Test
    void longTextsAreToldByTheirDigest() throws SQLException {
        UUID card = UUID.randomUUID();
        audit.write(CARD.formatted(card, "long")
                + "UPDATE prompt_cards SET description = repeat('x', 2001) WHERE id = '" + card + "'");
        assertEquals(
                "{\"length\": 2001, \"sha256\": \""
                        + audit.ask("SELECT encode(sha256(repeat('x', 2001)::bytea), 'hex')") + "\"}",
                entry("after -> 'description'", "row_id = '" + card + "'", "DESC"));
    }

    @Test
    void whatIsPrivateIsPrivateInTheLog() throws SQLException {
        UUID member = new Rows(audit.database()).member(audit.workspace(), "editor");
        UUID card = UUID.randomUUID();
        audit.tamper(CARD.formatted(card, "private")
                .replace("prompt_cards", "app.prompt_cards")
                .replace("(SELECT current_workspace())", "'" + audit.workspace() + "'")
                .replace("NULL, 'workspace'", "'" + member + "', 'private'"));
        audit.tamper("""
                INSERT INTO app.prompt_versions (workspace_id, id, card_id, number, template)
                VALUES ('%s', gen_random_uuid(), '%s', 1, 'Private words')
                """.formatted(audit.workspace(), card));
        assertEquals("2", seen("'" + member + "'", card));
        assertEquals("0", seen("NULL", card));
        assertEquals("0", seen("'" + UUID.randomUUID() + "'", card));
    }

    private String seen(String person, UUID card) throws SQLException {
        try (Connection connection = audit.application();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('" + audit.workspace() + "', " + person + ")");
            try (var row = statement.executeQuery(
                    "SELECT count(*) FROM audit_entries WHERE strpos(after::text, '" + card + "') > 0")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entries SET address = 'x'",
                "DELETE FROM audit_entries",
                "TRUNCATE audit_entries",
                "INSERT INTO audit_entries SELECT * FROM audit_entries",
                "SELECT FROM audit_links",
                "DELETE FROM audit_heads",
                "INSERT INTO audit_pending_links SELECT",
                "SELECT record_event('login', 'a', 'b', NULL)",
                "SELECT append_audit_entries(NULL)"
            })
    void theApplicationCanOnlyRead(String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> audit.write(sql));
        assertEquals("42501", refused.getSQLState());
    }

    @Test
    void immediateConstraintsMakeLinksAsWell() throws SQLException {
        audit.write("SET CONSTRAINTS ALL IMMEDIATE; " + AuditDatabase.project(UUID.randomUUID(), "now-1")
                + AuditDatabase.project(UUID.randomUUID(), "now-2"));
        assertEquals("whole", audit.verify());
    }

    @Test
    void aCredentialFillsNoLogWithRefusals() throws SQLException {
        for (int i = 0; i < 30; i++) {
            audit.write("SELECT record_refusal('GET /v1/x', 'role')");
        }
        assertEquals("20", audit.ask("SELECT count(*) FROM app.audit_entries WHERE action = 'refuse'"));
    }

    @Test
    void writersAtOnceMakeOneChainEach() throws Exception {
        int writers = 8;
        int transactions = 25;
        List<UUID> workspaces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workspaces.add(new Rows(audit.database()).workspace());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                done.add(threads.submit(() -> {
                    try (Connection connection = audit.application()) {
                        for (int t = 0; t < transactions; t++) {
                            String slug = "w-" + writer + "-" + t;
                            AuditDatabase.write(
                                    connection,
                                    workspaces.get((writer + t) % workspaces.size()),
                                    AuditDatabase.project(UUID.randomUUID(), slug + "-a")
                                            + AuditDatabase.project(UUID.randomUUID(), slug + "-b"));
                        }
                    }
                    return true;
                }));
            }
            for (Future<?> writer : done) {
                writer.get();
            }
        }
        int links = 0;
        for (UUID workspace : workspaces) {
            assertEquals("whole", audit.verify(workspace, 1, 1000));
            links += Integer.parseInt(
                    audit.ask("SELECT number FROM app.audit_heads WHERE workspace_id = '" + workspace + "'"));
        }
        assertEquals(writers * transactions + workspaces.size(), links);
    }
}
