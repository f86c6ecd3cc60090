package dev.statehouse.search.prompt;

import static dev.statehouse.search.Search.titles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.search.Search;
import dev.statehouse.testing.Api;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptSearchTenancyTest {

    private static final String CALL =
            "SELECT id FROM app.search_prompt_cards('saffron', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10)";

    private Search search;

    @BeforeAll
    void start() {
        search = new Search();
    }

    @AfterAll
    void stop() {
        search.close();
    }

    // Each way of finding: every word, some words, a likeness.
    private static List<String> questions(String word) {
        return List.of(
                word, word + " astronauts", "\"" + word + "\"", word + " or astronauts", word.replace("ff", "f"));
    }

    @Test
    void anotherWorkspaceFindsNothing() {
        search.cards().insert(search.workspace(), "Saffron Risotto", "Stir saffron into rice.");
        Api stranger = search.api(search.rows().workspace());
        for (String question : questions("saffron")) {
            assertEquals(List.of("Saffron Risotto"), titles(search.find(question)), question);
            JsonNode theirs = stranger.get(Search.path(question)).expect(200).json();
            assertEquals(List.of(), titles(theirs), question);
            assertEquals(0, theirs.path("scanned").asInt(), question);
        }
    }

    @Test
    void aPrivateCardIsFoundByItsOwnerOnly() {
        UUID owner = search.rows().member(search.workspace(), "editor");
        UUID colleague = search.rows().member(search.workspace(), "owner");
        UUID card = search.cards().insert(search.workspace(), "Truffle Stash", "Where the truffle grows.");
        search.database()
                .asOwner("UPDATE prompt_cards SET visibility = 'private', owner_id = '%s' WHERE id = '%s'"
                        .formatted(owner, card));
        for (String question : questions("truffle")) {
            assertEquals(List.of("Truffle Stash"), titles(as(owner, question)), question);
            for (JsonNode other : List.of(as(colleague, question), search.find(question))) {
                assertEquals(List.of(), titles(other), question);
                assertEquals(0, other.path("scanned").asInt(), question);
            }
        }
    }

    @Test
    void aDeletedCardIsNotFoundAndARestoredOneIs() {
        UUID card = search.cards().insert(search.workspace(), "Giraffe Facts", "Giraffe trivia.");
        search.database().asOwner("UPDATE prompt_cards SET deleted_at = now() WHERE id = '%s'".formatted(card));
        for (String question : questions("giraffe")) {
            assertEquals(List.of(), titles(search.find(question)), question);
        }
        search.database().asOwner("UPDATE prompt_cards SET deleted_at = NULL WHERE id = '%s'".formatted(card));
        for (String question : questions("giraffe")) {
            assertEquals(List.of("Giraffe Facts"), titles(search.find(question)), question);
        }
    }

    @Test
    void withoutAWorkspaceItFailsLoudlyOnAUsedConnectionToo() throws SQLException {
        search.find("saffron");
        try (Connection connection = search.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "SH001",
                        assertThrows(SQLException.class, () -> statement.execute(CALL))
                                .getSQLState());
                statement.execute("SELECT app.enter_workspace('%s'); %s".formatted(search.workspace(), CALL));
            }
        }
    }

    @Test
    void onlyTheApplicationMayCallItAndOnlyThis() throws SQLException {
        assertEquals(List.of("search_prompt_cards"), column("""
                        SELECT DISTINCT p.proname
                        FROM pg_proc p
                        WHERE p.pronamespace = 'app'::regnamespace AND has_function_privilege('statehouse_app', p.oid, 'EXECUTE')
                          AND (p.proname ~ '(card|word|query|snippet|marked)' AND p.proname NOT IN ('prompt_words', 'search'))
                        """));
        assertEquals(List.of("statehouse_app", "statehouse_owner"), column("""
                        SELECT a.grantee::regrole::text
                        FROM pg_proc p CROSS JOIN aclexplode(p.proacl) a
                        WHERE p.oid = 'app.search_prompt_cards'::regproc
                        ORDER BY 1
                        """));
        assertEquals(List.of("statehouse_owner t search_path=pg_catalog, pg_temp"), column("""
                        SELECT p.proowner::regrole || ' ' || left(p.prosecdef::text, 1) || ' ' || p.proconfig[1]
                        FROM pg_proc p
                        WHERE p.oid = 'app.search_prompt_cards'::regproc
                        """));
        assertTrue(column("SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.prosecdef"
                        + " AND p.proname ~ '(prompt|word)' AND p.proname !~ '^audit_rows_of_'"
                        + " AND p.proname NOT IN ('search_prompt_cards', 'purge_prompt_cards',"
                        + " 'search', 'chunk_prompt_card')")
                .isEmpty());
    }

    private JsonNode as(UUID person, String question) {
        return search.actingFor(person).get(Search.path(question)).expect(200).json();
    }

    private List<String> column(String sql) throws SQLException {
        try (Connection connection = search.database().connect("statehouse_master", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
