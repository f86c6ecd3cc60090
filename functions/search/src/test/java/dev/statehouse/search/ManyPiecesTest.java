package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is said of more pieces than are told of it at once holds from the beginning: nobody finds them until they were told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyPiecesTest {

    private static final int MANY = 1_100;

    private Search search;
    private Texts texts;
    private UUID owner;
    private UUID colleague;
    private UUID conversation;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
        owner = search.rows().member(search.workspace(), "editor");
        colleague = search.rows().member(search.workspace(), "editor");
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @BeforeEach
    void write() {
        conversation = texts.conversation(null);
        change("""
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%s', gen_random_uuid(), '%s', n, 'user', 'rowan', 1, 0 FROM generate_series(1, %d) n
                """.formatted(search.workspace(), conversation, MANY));
    }

    @Test
    void aDeletionChangesNoPieceAndYetNoneIsFound() throws SQLException {
        assertFinds(true, true, search.api());
        say("deleted_at = now()");
        assertEquals(0, pieces("hidden"));
        assertFinds(false, true, search.api());
        align();
        assertEquals(MANY, pieces("hidden"));
        assertFinds(false, true, search.api());
    }

    @Test
    void whatIsRestoredIsFoundOnceItsPiecesWereToldAndTheAnswerSaysSo() throws SQLException {
        say("deleted_at = now()");
        align();
        say("deleted_at = NULL");
        assertFinds(false, false, search.api());
        texts.message(conversation, MANY + 1, "rowan");
        assertFinds(false, false, search.api());
        assertTrueElsewhere();
        align();
        assertFinds(true, true, search.api());
        assertEquals(MANY + 1, pieces("NOT hidden"));
    }

    // Of another conversation nothing is missing.
    private void assertTrueElsewhere() {
        JsonNode answer = search.api()
                .get("/v1/search?q=rowan&parent=" + Ids.next())
                .expect(200)
                .json();
        assertEquals(true, answer.path("complete").asBoolean());
    }

    @Test
    void whatIsHiddenFromOthersIsFoundByNobodyUntilItIsFoundByItsOwnerAlone() throws SQLException {
        say("visibility = 'private', owner_id = '" + owner + "'");
        assertFinds(false, false, search.actingFor(owner));
        assertFinds(false, true, search.actingFor(colleague));
        align();
        assertFinds(true, true, search.actingFor(owner));
        assertFinds(false, true, search.actingFor(colleague));
        say("visibility = 'workspace'");
        assertFinds(false, false, search.actingFor(owner));
        assertFinds(false, false, search.actingFor(colleague));
        align();
        assertFinds(true, true, search.actingFor(colleague));
    }

    @Test
    void aChangeInTheMiddleBeginsAnew() throws SQLException {
        say("deleted_at = now()");
        change("SELECT app.align_chunks_of('%s', '%s', 600)".formatted(search.workspace(), conversation));
        assertEquals(600, pieces("hidden"));
        say("deleted_at = NULL");
        align();
        assertEquals(MANY, pieces("NOT hidden"));
    }

    @Test
    void changesWhileAJobWaitsNeedNoOther() throws SQLException {
        say("deleted_at = now()");
        say("deleted_at = NULL");
        assertEquals(1, jobs());
        align();
        say("deleted_at = now()");
        assertEquals(2, jobs());
        align();
    }

    @Test
    void changesThatPiecesDontHaveTellThemNothing() throws SQLException {
        say("title = 'Another'");
        assertEquals(0, jobs());
        UUID card = search.cards().insert(search.workspace(), "Rowan", "berries");
        String before =
                one("SELECT string_agg(id || search::text, ' ') FROM app.chunks WHERE parent_id = '" + card + "'");
        change("UPDATE prompt_cards SET slug = 'another' WHERE id = '" + card + "'");
        assertEquals(
                before,
                one("SELECT string_agg(id || search::text, ' ') FROM app.chunks WHERE parent_id = '" + card + "'"));
    }

    @Test
    void ofFewPiecesNoneWaits() throws SQLException {
        change("DELETE FROM messages WHERE conversation_id = '%s' AND seq > 1000".formatted(conversation));
        say("deleted_at = now()");
        assertEquals(1000, pieces("hidden"));
        assertEquals(0, jobs());
    }

    @Test
    void aRowThatIsGoneWaitsForNothing() throws SQLException {
        say("deleted_at = now()");
        change("DELETE FROM messages WHERE conversation_id = '%1$s'; DELETE FROM conversations WHERE id = '%1$s'"
                .formatted(conversation));
        assertEquals("0", one("SELECT count(*) FROM app.chunk_backlog WHERE parent_id = '" + conversation + "'"));
    }

    private void assertFinds(boolean some, boolean complete, Api api) {
        JsonNode answer = api.get("/v1/search?q=rowan&limit=1&parent=" + conversation)
                .expect(200)
                .json();
        assertEquals(some ? 1 : 0, answer.path("data").size());
        assertEquals(some, answer.path("scanned").asInt() > 0);
        assertEquals(complete, answer.path("complete").asBoolean());
    }

    private void say(String what) {
        change("UPDATE conversations SET %s WHERE id = '%s'".formatted(what, conversation));
    }

    private void align() throws SQLException {
        String batch = "SELECT app.align_chunks_of('%s', '%s', 1000)".formatted(search.workspace(), conversation);
        while (one(batch).equals("t")) {
            // The next.
        }
    }

    private int pieces(String which) throws SQLException {
        return Integer.parseInt(
                one("SELECT count(*) FROM app.chunks WHERE parent_id = '%s' AND %s".formatted(conversation, which)));
    }

    private int jobs() throws SQLException {
        return Integer.parseInt(
                one("SELECT count(*) FROM app.jobs WHERE payload ->> 'parentId' = '" + conversation + "'"));
    }

    private void change(String sql) {
        search.database().asOwner(sql);
    }

    private String one(String query) throws SQLException {
        try (Connection connection = search.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
