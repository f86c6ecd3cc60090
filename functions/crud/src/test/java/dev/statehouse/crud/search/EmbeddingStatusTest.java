package dev.statehouse.crud.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers tell how far the vectors of a row's text are. */
class EmbeddingStatusTest {

    private final UUID model = UUID.randomUUID();
    private Crud crud;
    private Api api;

    @BeforeEach
    void start() {
        crud = new Crud();
        api = new Api(crud.function(), TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterEach
    void stop() {
        crud.close();
    }

    private void sql(String statement) {
        crud.database().asOwner(statement.formatted(crud.workspace(), model));
    }

    private void useModel() {
        sql("""
                INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold)
                VALUES ('%1$s', '%2$s', 'm', 'local', 'bge-small-en-v1.5', 3, 0.5);
                INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%1$s', '%2$s')
                ON CONFLICT (workspace_id) DO UPDATE SET embedding_model_id = EXCLUDED.embedding_model_id
                """);
    }

    private JsonNode post(String path, String body) {
        return api.post(path, body).expect(201).json();
    }

    private JsonNode show(String path) {
        return api.get(path).expect(200).json();
    }

    private String status(String path) {
        return show(path).path("embeddingStatus").asText();
    }

    /** One of each noun, by the path at which it is shown. */
    private Map<String, JsonNode> oneOfEach() {
        String project = post("/v1/projects", "{\"slug\": \"p\", \"name\": \"P\"}")
                .path("id")
                .asText();
        JsonNode issue = post("/v1/projects/" + project + "/issues", "{\"title\": \"Dark mode\"}");
        String identity =
                post("/v1/identities", "{\"name\": \"Ada\"}").path("id").asText();
        JsonNode skill = post(
                "/v1/skills",
                "{\"identityId\": \"%s\", \"name\": \"Java\", \"category\": \"languages\"}".formatted(identity));
        JsonNode experience = post("/v1/experiences", """
                {"identityId": "%s", "organisation": "Acme", "title": "Programmer", "startDate": "2020-01-01"}
                """.formatted(identity));
        JsonNode profile = post(
                "/v1/profiles",
                "{\"identityId\": \"%s\", \"slug\": \"ada\", \"headline\": \"Engineer\"}".formatted(identity));
        JsonNode card = post("/v1/prompt-cards", "{\"title\": \"Reply\", \"slug\": \"reply\"}");
        String versions = "/v1/prompt-cards/" + card.path("id").asText() + "/versions";
        JsonNode version = post(versions, "{\"template\": \"Answer kindly\"}");
        return Map.of(
                "/v1/projects/" + project + "/issues/" + issue.path("number").asInt(), issue,
                "/v1/skills/" + skill.path("id").asText(), skill,
                "/v1/experiences/" + experience.path("id").asText(), experience,
                "/v1/profiles/" + profile.path("id").asText(), profile,
                versions + "/" + version.path("number").asInt(), version);
    }

    @Test
    void nothingIsToldWhereThereIsNoModel() {
        oneOfEach().forEach((path, made) -> {
            assertFalse(made.has("embeddingStatus"), path);
            assertFalse(show(path).has("embeddingStatus"), path);
        });
    }

    @Test
    void eachNounTellsWhenItsVectorsAreThere() {
        useModel();
        Map<String, JsonNode> each = oneOfEach();
        each.forEach((path, made) -> {
            assertEquals("pending", made.path("embeddingStatus").asText(), path);
            assertEquals("pending", status(path), path);
            assertFalse(show(path).has("embeddingFailure"), path);
            assertFalse(show(path).has("embedding"), path);
        });
        sql("UPDATE embeddings SET vector = '[1,0,0]'");
        each.keySet().forEach(path -> assertEquals("ready", status(path), path));
        sql("UPDATE embeddings SET vector = NULL, failure = 'too long: really'");
        each.keySet().forEach(path -> {
            assertEquals("failed", status(path), path);
            assertEquals("too long: really", show(path).path("embeddingFailure").asText(), path);
        });
        sql(
                "DELETE FROM embeddings; UPDATE search_spaces SET next_embedding_model_id = embedding_model_id, embedding_model_id = NULL");
        each.keySet().forEach(path -> assertEquals("pending", status(path), path));
    }

    @Test
    void aChangedTextWaitsAgainAndTheTagIsOfTheRevisionAlone() {
        useModel();
        String project = post("/v1/projects", "{\"slug\": \"p\", \"name\": \"P\"}")
                .path("id")
                .asText();
        post("/v1/projects/" + project + "/issues", "{\"title\": \"Dark mode\"}");
        String path = "/v1/projects/" + project + "/issues/1";
        String tag = api.get(path).expect(200).header("etag");
        sql("UPDATE embeddings SET vector = '[1,0,0]'");
        assertEquals(tag, api.get(path).expect(200).header("etag"));
        api.send("GET", path, Map.of("if-none-match", tag), null).expect(304);
        assertEquals(
                "ready",
                api.patch(path, "{\"externalUrl\": \"https://example.org\"}", tag)
                        .expect(200)
                        .json()
                        .path("embeddingStatus")
                        .asText());
        assertEquals(
                "pending",
                api.patch(path, "{\"title\": \"Light mode\"}", "*")
                        .expect(200)
                        .json()
                        .path("embeddingStatus")
                        .asText());
        api.delete(path).expect(204);
        assertEquals(
                "pending",
                api.post(path + "/restore", "")
                        .expect(200)
                        .json()
                        .path("embeddingStatus")
                        .asText());
        assertFalse(show("/v1/projects/" + project + "/issues").at("/data/0").has("embeddingStatus"));
    }

    @Test
    void aMessageTellsAndSoDoesWhatAForkShowsOfIt() {
        useModel();
        String conversation = post("/v1/conversations", "{\"title\": \"Talk\", \"visibility\": \"workspace\"}")
                .path("id")
                .asText();
        post("/v1/conversations/" + conversation + "/messages", "{\"role\": \"user\", \"content\": \"Where is tea?\"}");
        String path = "/v1/conversations/" + conversation + "/messages/1";
        assertEquals("pending", status(path));
        sql("UPDATE embeddings SET vector = '[1,0,0]'");
        assertEquals("ready", status(path));
        assertEquals(
                "ready",
                api.patch(path, "{\"pinned\": true}", "*")
                        .expect(200)
                        .json()
                        .path("embeddingStatus")
                        .asText());
        assertEquals(
                "pending",
                api.patch(path, "{\"content\": \"And coffee?\"}", "*")
                        .expect(200)
                        .json()
                        .path("embeddingStatus")
                        .asText());
        assertFalse(show("/v1/conversations/" + conversation + "/messages")
                .at("/data/0")
                .has("embeddingStatus"));
    }

    @Test
    void anEntryTellsOfAllItsPieces() {
        useModel();
        JsonNode made = post(
                "/v1/knowledge-entries",
                "{\"title\": \"House style\", \"sourceType\": \"text\", \"content\": \"Short words.\"}");
        String id = made.path("id").asText();
        String path = "/v1/knowledge-entries/" + id;
        assertEquals("pending", made.path("embeddingStatus").asText());
        assertEquals("pending", status(path));
        sql(
                "UPDATE knowledge_entries SET state = 'ready', ready_content_version = content_version, ready_pieces_version = pieces_version,"
                        + " ready_at = now(); INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content,"
                        + " start_offset, end_offset, tokens) SELECT '%1$s', gen_random_uuid(), '" + id
                        + "', n, 'Short words.', 0, 12, 3 FROM generate_series(1, 3) n");
        assertEquals("pending", status(path));
        sql("UPDATE embeddings SET vector = '[1,0,0]'");
        assertEquals("ready", status(path));
        sql(
                "UPDATE embeddings SET vector = NULL, failure = 'no' WHERE chunk_id = (SELECT chunk_id FROM embeddings LIMIT 1)");
        assertEquals("failed", status(path));
        sql("UPDATE embeddings SET vector = NULL, failure = NULL WHERE vector IS NOT NULL");
        assertEquals("pending", status(path));
        assertTrue(post("/v1/knowledge-entries", "{\"title\": \"Empty\", \"sourceType\": \"text\"}")
                .path("embeddingStatus")
                .isMissingNode());
    }

    @Test
    void nobodyIsToldOfWhatOthersKeepPrivate() throws SQLException {
        useModel();
        UUID owner = crud.rows().member(crud.workspace(), "editor");
        UUID other = crud.rows().member(crud.workspace(), "editor");
        UUID row = UUID.randomUUID();
        sql("INSERT INTO conversations (workspace_id, id, owner_id, visibility) VALUES ('%1$s', '" + row + "', '"
                + owner
                + "', 'private'); INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)"
                + " VALUES ('%1$s', '" + row + "', '" + row + "', 1, 'user', 'secret', 1, 0)");
        assertEquals("pending", asked(crud.workspace(), owner, row));
        assertEquals("null", asked(crud.workspace(), other, row));
        assertEquals("null", asked(crud.workspace(), null, row));
        assertEquals("null", asked(crud.rows().workspace(), owner, row));
    }

    private String asked(UUID workspace, @Nullable UUID person, UUID row) throws SQLException {
        try (Connection connection = crud.database().connect("statehouse_app", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT app.enter_workspace('%s', %s, NULL)"
                    .formatted(workspace, person == null ? "NULL" : "'" + person + "'"));
            try (ResultSet answer = statement.executeQuery("SELECT app.embedding_state('%s')".formatted(row))) {
                answer.next();
                return String.valueOf(answer.getString(1));
            }
        }
    }
}
