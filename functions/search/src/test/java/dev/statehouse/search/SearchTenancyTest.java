package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody finds, counts or infers what they may not read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTenancyTest {

    private static final List<String> WAYS = List.of("walnut", "%22walnut%22", "waln*", "walnut%20-almond");

    private Search search;
    private Texts texts;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void anotherWorkspaceFindsNothing() {
        texts.knowledge("walnut", "walnut", "{}", null);
        Api stranger = search.api(search.rows().workspace());
        for (String question : WAYS) {
            finds(1, search.api(), question);
            finds(0, stranger, question);
        }
    }

    @Test
    void aPrivateConversationIsFoundByItsOwnerOnlyAndByAllWhenItIsOpened() {
        UUID owner = search.rows().member(search.workspace(), "editor");
        UUID colleague = search.rows().member(search.workspace(), "owner");
        UUID conversation = texts.conversation(owner);
        texts.message(conversation, 1, "hazelnut");
        finds(1, search.actingFor(owner), "hazelnut");
        finds(0, search.actingFor(colleague), "hazelnut");
        finds(0, search.actingFor(colleague), "hazelnut&user=" + owner);
        finds(0, search.api(), "hazelnut");
        search.database()
                .asOwner("UPDATE conversations SET visibility = 'workspace' WHERE id = '%s'".formatted(conversation));
        finds(1, search.actingFor(colleague), "hazelnut");
        search.database()
                .asOwner("UPDATE conversations SET visibility = 'private' WHERE id = '%s'".formatted(conversation));
        finds(0, search.actingFor(colleague), "hazelnut");
    }

    @Test
    void whatOthersKeepPrivateChangesNoScoreAndIsInNoCursor() {
        UUID owner = search.rows().member(search.workspace(), "editor");
        UUID colleague = search.rows().member(search.workspace(), "owner");
        texts.knowledge("macadamia", "macadamia", "{}", null);
        texts.knowledge("macadamia nuts", "macadamia nuts", "{}", null);
        String question = "/v1/search?q=macadamia+macad*&limit=1";
        JsonNode before = search.actingFor(colleague).get(question).expect(200).json();
        UUID conversation = texts.conversation(owner);
        texts.message(conversation, 1, "macadamia");
        texts.message(conversation, 2, "macadamsecret");
        assertEquals(
                before, search.actingFor(colleague).get(question).expect(200).json());
    }

    @Test
    void aCredentialFindsWhatItsScopesLetItRead() {
        texts.knowledge("pistachio", "pistachio", "{}", null);
        texts.message(texts.conversation(null), 1, "pistachio");
        Api some = search.api().as(TestCaller.of(search.workspace(), "viewer").scoped("search:read knowledge:read"));
        finds(2, search.api(), "pistachio");
        finds(1, some, "pistachio");
        some.get("/v1/search?q=pistachio&type=message").expect(403);
        search.api()
                .as(TestCaller.of(search.workspace(), "viewer").scoped("knowledge:read"))
                .get("/v1/search?q=pistachio")
                .expect(403);
    }

    @Test
    void withoutAWorkspaceItFailsLoudlyOnAUsedConnectionToo() throws SQLException {
        String call = "SELECT * FROM app.search('{\"plain\": \"walnut\"}', '{\"kinds\": [\"message\"]}', 10)";
        try (Connection connection = search.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "SH001",
                        assertThrows(SQLException.class, () -> statement.execute(call))
                                .getSQLState());
                statement.execute("SELECT app.enter_workspace('%s'); %s".formatted(search.workspace(), call));
            }
        }
    }

    @Test
    void aScopeThatNamesAWorkspaceIsOfTheBoundOneAllTheSame() throws SQLException {
        texts.knowledge("chestnut", "chestnut", "{}", null);
        UUID other = search.rows().workspace();
        try (Connection connection = search.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('%s');".formatted(other)
                    + "SELECT id FROM app.search('{\"plain\": \"chestnut\"}',"
                    + " '{\"kinds\": [\"knowledge\"], \"workspace\": \"%s\"}', 10)".formatted(search.workspace()));
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                rows.next();
                assertEquals(null, rows.getString("id"));
            }
        }
    }

    @Test
    void theApplicationMayReadNoPieceByItself() throws SQLException {
        try (Connection connection = search.database().connect("statehouse_app", true);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("chunks", "chunks_0", "search_spaces")) {
                assertEquals(
                        "42501",
                        assertThrows(SQLException.class, () -> statement.execute("SELECT count(*) FROM app." + table))
                                .getSQLState());
            }
        }
    }

    private static void finds(int many, Api api, String question) {
        JsonNode answer = api.get("/v1/search?q=" + question).expect(200).json();
        assertEquals(many, answer.path("data").size(), question);
        assertEquals(many, answer.path("scanned").asInt(), question);
    }
}
