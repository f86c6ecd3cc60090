package dev.statehouse.data.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done to the log by one who may do everything, the check finds it and names the first broken link. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTamperingTest {

    private static final String ANOTHER_UUID = "'0190d0c8-0000-7000-8000-00000000000f'";

    private AuditDatabase audit;

    /** Link 1 is the workspace's own making; 2 to 6 have three entries each. */
    @BeforeAll
    void start() throws SQLException {
        audit = AuditDatabase.fresh();
        for (int link = 2; link <= 6; link++) {
            audit.write(AuditDatabase.project(UUID.randomUUID(), "a-" + link)
                    + AuditDatabase.project(UUID.randomUUID(), "b-" + link)
                    + AuditDatabase.project(UUID.randomUUID(), "c-" + link));
        }
        assertEquals("whole", audit.verify());
        assertEquals("16", audit.ask("SELECT count(*) FROM app.audit_entries"));
    }

    @AfterAll
    void stop() {
        audit.close();
    }

    @Test
    void anEditOfAnyColumnOfAnyEntryIsFound() throws SQLException {
        List<String> entries = list("SELECT e.id || ' ' || l.number FROM app.audit_entries e"
                + " JOIN app.audit_links l USING (workspace_id, transaction_id) ORDER BY e.id");
        List<String> columns = list("SELECT attname || ' ' || atttypid::regtype FROM pg_attribute"
                + " WHERE attrelid = 'app.audit_entries'::regclass AND attnum > 0 AND NOT attisdropped");
        assertEquals(17, columns.size());
        for (String entry : entries) {
            String[] at = entry.split(" ", 2);
            for (String column : columns) {
                String[] of = column.split(" ", 2);
                String edit = "UPDATE app.audit_entries SET %s = %s WHERE id = '%s'"
                        .formatted(of[0], another(of[0], of[1]), at[0]);
                String found = after(edit);
                assertEquals(at[1], found.split(" ", 2)[0], edit + ": " + found);
            }
        }
    }

    private static String another(String column, String type) {
        return switch (column) {
            case "id" -> "app.id_at(floor(extract(epoch FROM now() - interval '1 second') * 4096000)::bigint)";
            case "action" -> "'login'";
            case "via" -> "'session'";
            case "visibility" -> "'private', owner_id = " + ANOTHER_UUID;
            default ->
                switch (type) {
                    case "uuid" -> ANOTHER_UUID;
                    case "jsonb" -> "'{\"a\": 1}'";
                    case "timestamp with time zone" -> column + " + interval '1 microsecond'";
                    default -> "coalesce(" + column + ", '') || 'x'";
                };
        };
    }

    @Test
    void thatNobodyWasNamedIsFound() throws SQLException {
        String edit = "UPDATE app.audit_entries SET subject = NULL WHERE subject IS NOT NULL";
        assertEquals("2", after(edit).split(" ", 2)[0]);
    }

    @Test
    void anEditOfAnyColumnOfAnyLinkIsFound() throws SQLException {
        List<String> columns = list("SELECT attname || ' ' || atttypid::regtype FROM pg_attribute"
                + " WHERE attrelid = 'app.audit_links'::regclass AND attnum > 0 AND NOT attisdropped");
        for (int link = 1; link <= 6; link++) {
            for (String column : columns) {
                String[] of = column.split(" ", 2);
                String value = switch (of[1]) {
                    case "uuid" -> ANOTHER_UUID;
                    case "bytea" -> "sha256('x')";
                    case "timestamp with time zone" -> "now() + interval '1 microsecond'";
                    default -> of[0] + " + 100";
                };
                String edit = "UPDATE app.audit_links SET %s = %s WHERE number = %d".formatted(of[0], value, link);
                assertEquals(String.valueOf(link), after(edit).split(" ", 2)[0], edit);
            }
        }
    }

    @Test
    void theLossOfAnyEntryIsFound() throws SQLException {
        for (String entry : list("SELECT e.id || ' ' || l.number FROM app.audit_entries e"
                + " JOIN app.audit_links l USING (workspace_id, transaction_id)")) {
            String[] at = entry.split(" ", 2);
            assertEquals(at[1] + " entry-missing", after("DELETE FROM app.audit_entries WHERE id = '" + at[0] + "'"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 link-missing  | DELETE FROM app.audit_links WHERE number = 1
            3 link-missing  | DELETE FROM app.audit_links WHERE number = 3
            6 link-missing  | DELETE FROM app.audit_links WHERE number = 6
            3 hash-differs  | DELETE FROM app.audit_links WHERE number = 3; UPDATE app.audit_links SET number = 3 WHERE number = 6
            2 hash-differs  | UPDATE app.audit_links SET number = 100 WHERE number = 2; UPDATE app.audit_links SET number = 2 WHERE number = 3; UPDATE app.audit_links SET number = 3 WHERE number = 100
            6 head-differs  | DELETE FROM app.audit_heads
            6 head-differs  | UPDATE app.audit_heads SET hash = sha256('x')
            6 head-differs  | UPDATE app.audit_heads SET number = 5
            7 link-missing  | UPDATE app.audit_heads SET number = 7
            1 link-missing  | DELETE FROM app.audit_links
            1 entry-missing | DELETE FROM app.audit_entries
            """)
    void aTamperedChainIsFound(String found, String tampering) throws SQLException {
        assertEquals(found, after(tampering));
    }

    @Test
    void twoEntriesThatChangePlacesAreFound() throws SQLException {
        assertEquals("3 entry-changed", after("""
                UPDATE app.audit_entries e SET row_id = o.row_id, after = o.after
                FROM app.audit_entries o
                WHERE e.after ->> 'slug' IN ('a-3', 'b-3') AND o.after ->> 'slug' IN ('a-3', 'b-3') AND e.id <> o.id
                """));
        assertEquals("3 entry-changed", after("""
                UPDATE app.audit_entries e SET row_id = o.row_id, after = o.after
                FROM app.audit_entries o
                WHERE e.after ->> 'slug' IN ('a-3', 'a-5') AND o.after ->> 'slug' IN ('a-3', 'a-5') AND e.id <> o.id
                """));
    }

    @ParameterizedTest
    @CsvSource({"a-4, 4, same", "a-4, 4, own", "a-1, 6, own"})
    void anEntryThatIsAddedIsFound(String beside, String link, String transaction) throws SQLException {
        String near = "FROM app.audit_entries WHERE after ->> 'slug' = '%s'".formatted(beside.replace("a-1", "c-6"));
        String id = beside.equals("a-1")
                ? "app.id_at(8192000 * extract(epoch FROM now())::bigint / 2 + 4096000)"
                : "(left(id::text, 35) || translate(right(id::text, 1), '0123456789abcdef', '123456789abcdef0'))::uuid";
        assertEquals(link + " entry-added", after("""
                INSERT INTO app.audit_entries (workspace_id, id, transaction_id, action, relation, row_id)
                SELECT workspace_id, %s, %s, 'insert', 'projects', 'forged' %s
                """.formatted(
                        id, transaction.equals("same") ? "transaction_id" : "gen_random_uuid()", near)));
    }

    @Test
    void aPartOfTheChainIsCheckedFromWhereItBegins() throws SQLException {
        assertEquals("whole", audit.verify(audit.workspace(), 4, 2));
        String edit = "UPDATE app.audit_entries SET address = 'x' WHERE after ->> 'slug' = 'b-5'";
        assertEquals("5 entry-changed", after(edit, 4, 2));
        assertEquals("whole", after(edit, 2, 3));
        assertNotEquals("whole", after(edit, 5, 1));
    }

    private String after(String tampering) throws SQLException {
        return after(tampering, 1, 1000);
    }

    private String after(String tampering, long from, int most) throws SQLException {
        try (Connection owner = audit.database().connect("postgres", false);
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(tampering);
            statement.execute("SELECT app.enter_workspace('" + audit.workspace() + "')");
            String found = AuditDatabase.verify(statement, from, most);
            owner.rollback();
            return found;
        }
    }

    private List<String> list(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection owner = audit.database().connect("postgres", false);
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
