package dev.statehouse.crud.conversation;

import static dev.statehouse.crud.conversation.Talks.CONVERSATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Conversations out of a workspace and into it, with all that was said in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMPORTS = "/v1/conversation-imports";
    private static final String EXPORTS = "/v1/conversation-exports";

    private static final int PATIENCE_MS = 500;

    private Talks talks;
    private Api api;

    @BeforeAll
    void start() {
        talks = new Talks();
        api = talks.api();
    }

    @AfterAll
    void stop() {
        talks.close();
    }

    private Api.Answer load(String lines, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", "application/x-ndjson"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return api.send("POST", IMPORTS, all, lines);
    }

    private static Map<String, JsonNode> byTitle(Api api, String query) throws IOException {
        Map<String, JsonNode> rows = new HashMap<>();
        for (String line : api.get(EXPORTS + query).expect(200).body().split("\n", -1)) {
            if (!line.isEmpty()) {
                JsonNode row = JSON.readTree(line);
                rows.put(row.path("title").asText(), row);
            }
        }
        return rows;
    }

    private static JsonNode row(Map<String, JsonNode> rows, String title) {
        return Objects.requireNonNull(rows.get(title), title);
    }

    private static JsonNode without(JsonNode row, String... fields) {
        ObjectNode rest = row.deepCopy();
        rest.remove(List.of(fields));
        return rest;
    }

    @Test
    void whatGoesOutComesInAgain() throws IOException {
        // Three pages of messages, of which one is deleted and one pinned; a fork that inherits some; one without a
        // word.
        String first = talks.conversation(120);
        api.patch(first, "{\"title\": \"First\", \"context\": {\"price\": 1.10}}", "*")
                .expect(200);
        api.delete(first + "/messages/7").expect(204);
        api.patch(first + "/messages/3", "{\"pinned\": true, \"metadata\": {\"t\": 1.50}}", "*")
                .expect(200);
        String fork = api.post(first + "/forks", "{\"seq\": 5, \"title\": \"Fork\"}")
                .expect(201)
                .header("location");
        talks.add(fork, "another way");
        api.post(CONVERSATIONS, "{\"title\": \"Empty\", \"encoding\": \"cl100k_base\"}")
                .expect(201);
        Map<String, JsonNode> before = byTitle(api, "?owner=me");
        assertEquals(119, row(before, "First").path("messages").size());
        assertEquals(6, row(before, "Fork").path("messages").size());

        String file = api.get(EXPORTS + "?owner=me")
                .expect(200)
                .body()
                .lines()
                .map(line -> line.replaceFirst("\"title\":\"", "\"title\":\"Again "))
                .collect(Collectors.joining("\n"));
        assertEquals(
                before.size(), load(file).expect(201).json().path("imported").asInt());

        Map<String, JsonNode> after = byTitle(api, "");
        for (String title : before.keySet()) {
            JsonNode was = row(before, title);
            JsonNode is = row(after, "Again " + title);
            String[] ofItsOwn = {
                "id", "title", "messages", "parentId", "forkedSeq", "lastSeq", "revision", "createdAt", "updatedAt"
            };
            assertEquals(without(was, ofItsOwn), without(is, ofItsOwn));
            for (int i = 0; i < was.path("messages").size(); i++) {
                String[] ofMessages = {"id", "seq", "inherited", "revision", "createdAt", "updatedAt"};
                assertEquals(
                        without(was.path("messages").get(i), ofMessages),
                        without(is.path("messages").get(i), ofMessages));
                assertEquals(i + 1, is.path("messages").get(i).path("seq").asInt());
            }
        }
        // With every digit of numbers, and as what it may be gone on with.
        String again =
                CONVERSATIONS + "/" + row(after, "Again First").path("id").asText();
        assertTrue(api.get(again).body().contains("1.10"));
        assertTrue(api.get(again + "/messages/3").body().contains("1.50"));
        talks.add(again, "and on");
        assertEquals(120, api.get(again).json().path("lastSeq").asInt());
        assertTrue(api.get(again + "/context?tokens=30").expect(200).body().contains("and on"));
    }

    @Test
    void allOfAFileIsWrittenOrNothing() {
        String state = talks.crud().state();
        Api.Answer refused = load("""
                        {"title": "Good", "messages": [{"role": "user", "content": "x"}]}
                        {"title": "Bad", "messages": [{"role": "user", "content": "x"}, {"role": "robot", "content": "x"}]}
                        {"title": "Worse", "projectId": "00000000-0000-7000-8000-000000000000"}
                        {"title": "Worst", "mood": "good"}
                        """).expect(422);
        JsonNode errors = refused.json().path("errors");
        assertEquals(2, errors.at("/0/row").asInt(), errors.toString());
        assertEquals("/messages/1/role", errors.at("/0/pointer").asText());
        assertEquals("/projectId", errors.at("/1/pointer").asText());
        assertEquals(4, errors.at("/2/row").asInt());
        assertEquals(state, talks.crud().state());
    }

    @Test
    void aRepeatIsAnsweredWithoutAnythingBeingWrittenAgain() {
        String line = "{\"title\": \"Once\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}";
        Api.Answer once = load(line, "idempotency-key", "once").expect(201);
        assertEquals(
                once.body(), load(line, "idempotency-key", "once").expect(201).body());
        assertEquals(1, talks.crud().count("SELECT count(*) FROM conversations WHERE title = 'Once'"));
    }

    @Test
    void privateOnesLeaveWithTheirOwnersAlone() throws IOException {
        String title = "Nobody else's";
        api.patch(talks.conversation(2), "{\"title\": \"" + title + "\"}", "*").expect(200);
        assertTrue(byTitle(api, "").containsKey(title));
        for (Api other : List.of(talks.colleague(), talks.key(), talks.crud().stranger())) {
            assertFalse(byTitle(other, "").containsKey(title));
        }
        // A key that acts for nobody owns nothing private.
        talks.key()
                .send("POST", IMPORTS, Map.of("content-type", "application/x-ndjson"), "{\"title\": \"Whose?\"}")
                .expect(422);
    }

    /** While the tokens of a file are counted there is no transaction, which would be ended: here sooner than anywhere else. */
    @Test
    void aFileAtItsLimitIsCountedBeforeItsTransaction() throws SQLException {
        try (Talks impatient = new Talks()) {
            TestDatabase database = impatient.crud().database();
            try (Connection superuser = database.connect("postgres", false);
                    Statement statement = superuser.createStatement()) {
                statement.execute("ALTER ROLE statehouse_app IN DATABASE \"" + database.name()
                        + "\" SET idle_in_transaction_session_timeout = '" + PATIENCE_MS + "ms'");
            }
            String path = impatient.conversation();
            String message = "{\"role\": \"user\", \"content\": \"" + "\u6771\u4eac ".repeat(145_000) + "\"}\n";
            long began = System.nanoTime();
            Api.Answer imported = impatient
                    .api()
                    .send(
                            "POST",
                            path + "/message-imports",
                            Map.of("content-type", "application/x-ndjson"),
                            message.repeat(4))
                    .expect(201);
            assertEquals(4, imported.json().path("imported").asInt());
            long tookMs = (System.nanoTime() - began) / 1_000_000;
            assertTrue(tookMs > PATIENCE_MS, "it took " + tookMs + " ms, so nobody could have lost patience");
        }
    }
}
