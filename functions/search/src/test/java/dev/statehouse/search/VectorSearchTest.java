package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A vector of the caller's finds the nearest ones that the caller may see, all of them, in one order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorSearchTest {

    private static final int MANY = 400;

    private Search search;
    private UUID model;
    private UUID hidden;
    private UUID owner;

    @BeforeAll
    void start() {
        search = new Search();
        owner = search.rows().member(search.workspace(), "editor");
        Models models = new Models(search, search.workspace());
        model = models.given(3);
        Texts texts = new Texts(search.database(), search.workspace());
        UUID talk = texts.conversation(null);
        for (int seq = 1; seq <= MANY; seq++) {
            models.vector(
                    texts.message(talk, seq, "message " + seq, seq % 100 == 0 ? "{\"rare\": true}" : "{}"),
                    // Far enough apart for numbers of two bytes.
                    Math.cos(0.5 + seq * 0.006),
                    Math.sin(0.5 + seq * 0.006),
                    0);
        }
        hidden = texts.message(texts.conversation(owner), 1, "message of one");
        models.vector(hidden, 1, 0, 0);
        UUID other = search.rows().workspace();
        Models others = new Models(search, other);
        others.given(3);
        others.vector(new Texts(search.database(), other).knowledge("other", "other", "{}", null), 1, 0, 0);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void theNearestComeFirst() {
        JsonNode answer = ask(search.api(), "\"limit\": 3");
        assertEquals(List.of("message 1", "message 2", "message 3"), contents(answer));
        assertTrue(answer.path("complete").asBoolean(), answer.toString());
        assertEquals(MANY, answer.path("scanned").asInt());
    }

    @Test
    void whatIsPrivateIsNearToItsOwnerAlone() {
        assertEquals(
                "message of one",
                contents(ask(search.actingFor(owner), "\"limit\": 3")).getFirst());
        UUID colleague = search.rows().member(search.workspace(), "owner");
        assertEquals(
                "message 1",
                contents(ask(search.actingFor(colleague), "\"limit\": 3")).getFirst());
        search.actingFor(colleague)
                .get("/v1/search?mode=similar&like=" + hidden)
                .expect(400);
    }

    @Test
    void whatOthersKeepPrivateIsNeitherCountedNorPending() {
        UUID colleague = search.rows().member(search.workspace(), "owner");
        JsonNode before = ask(search.actingFor(colleague), "\"limit\": 3");
        Texts texts = new Texts(search.database(), search.workspace());
        UUID secret = texts.message(texts.conversation(owner), 1, "a secret that waits for its vector");
        assertEquals(before, ask(search.actingFor(colleague), "\"limit\": 3"));
        assertEquals(
                "pending",
                ask(search.actingFor(owner), "\"limit\": 3")
                        .at("/missing/0/reason")
                        .asText());
        search.database().asOwner("DELETE FROM messages WHERE id = '%s'".formatted(secret));
    }

    @Test
    void anotherWorkspacesModelIsNone() {
        Api stranger = search.api(search.rows().workspace());
        stranger.post("/v1/search", "{\"vector\": [1, 0, 0]}").expect(409);
        stranger.post("/v1/search", "{\"vector\": [1, 0, 0], \"model\": \"%s\"}".formatted(model))
                .expect(400);
    }

    @Test
    void pagesAreOfOneOrder() {
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ask(search.api(), "\"limit\": 90" + cursor);
            paged.addAll(contents(page));
            cursor = page.path("hasMore").asBoolean()
                    ? ", \"cursor\": \"%s\"".formatted(page.path("nextCursor").asText())
                    : "";
        } while (!cursor.isEmpty());
        assertEquals(MANY, paged.size());
        assertEquals("message 1", paged.getFirst());
        assertEquals("message " + MANY, paged.getLast());
    }

    @Test
    void allThatIsSoughtIsFoundThoughHardlyAnyIsAmongTheNearest() {
        JsonNode rare = ask(search.api(), "\"limit\": 3, \"metadata\": {\"rare\": true}");
        assertEquals(List.of("message 100", "message 200", "message 300"), contents(rare));
        String next = ", \"cursor\": \"%s\"".formatted(rare.path("nextCursor").asText());
        JsonNode last = ask(search.api(), "\"limit\": 3, \"metadata\": {\"rare\": true}" + next);
        assertEquals(List.of("message 400"), contents(last));
        JsonNode near = search.api()
                .post("/v1/search", "{\"vector\": [1, 0, 0], \"threshold\": 0, \"metadata\": {\"rare\": true}}")
                .expect(200)
                .json();
        assertEquals(List.of("message 100"), contents(near), "the others are farther away than a right angle");
    }

    @Test
    void anIndexOfItsOwnFindsAsMuchAsThereIs() {
        search.database().asOwner("""
                CALL app.make_chunk_shard(7);
                UPDATE chunks SET shard = 7 WHERE workspace_id = '%1$s';
                UPDATE search_spaces SET shard = 7 WHERE workspace_id = '%1$s';
                CREATE INDEX %2$s ON app.embeddings_7 USING hnsw ((vector::halfvec(3)) halfvec_ip_ops)
                    WHERE model_id = '%3$s' AND vector IS NOT NULL
                """.formatted(
                search.workspace(), "embeddings_7_of_" + model.toString().replace("-", ""), model));
        try {
            assertEquals(
                    "0",
                    search.answer("SELECT count(*) FROM embeddings WHERE shard = 0 AND workspace_id = '%s'"
                            .formatted(search.workspace())));
            JsonNode answer = ask(search.api(), "\"limit\": 10");
            assertEquals("ann", answer.path("plan").asText());
            assertEquals(
                    "approximate", answer.path("missing").path(0).path("reason").asText());
            assertEquals("message 1", contents(answer).getFirst());
            assertEquals(10, contents(answer).size());
            // Four of 400 have it: far fewer than the index looks at before it gives up.
            JsonNode rare = ask(search.api(), "\"limit\": 4, \"metadata\": {\"rare\": true}");
            assertEquals(List.of("message 100", "message 200", "message 300", "message 400"), contents(rare));
            JsonNode all = ask(search.api(), "\"limit\": 10, \"metadata\": {\"rare\": true}");
            assertEquals(4, contents(all).size());
            assertEquals("exact", all.path("plan").asText());
            assertTrue(all.path("complete").asBoolean());
        } finally {
            search.database().asOwner("""
                    DROP INDEX app.%2$s;
                    UPDATE chunks SET shard = 0 WHERE workspace_id = '%1$s';
                    UPDATE search_spaces SET shard = 0 WHERE workspace_id = '%1$s'
                    """.formatted(
                    search.workspace(), "embeddings_7_of_" + model.toString().replace("-", "")));
        }
    }

    @Test
    void vectorsThatAreNoneAreRefused() {
        for (String body : List.of(
                "{\"vector\": []}",
                "{\"vector\": [0, 0, 0]}",
                "{\"vector\": [1, 2]}",
                "{\"vector\": [1, 2, 3, 4]}",
                "{\"vector\": [1, null, 3]}",
                "{\"vector\": [1, 1e999, 3]}",
                "{\"vector\": [1, 1e300, 3]}",
                "{\"vector\": \"[1,2,3]\"}",
                "{}",
                "{\"vector\": [1, 0, 0], \"mode\": \"text\"}",
                "{\"vector\": [1, 0, 0], \"limit\": 101}",
                "{\"vector\": [1, 0, 0], \"threshold\": 2}")) {
            int status = search.api().post("/v1/search", body).status();
            assertTrue(status == 400 || status == 422, body + ": " + status);
        }
    }

    private JsonNode ask(Api api, String more) {
        return api.post("/v1/search", "{\"vector\": [1, 0, 0], \"threshold\": -1, %s}".formatted(more))
                .expect(200)
                .json();
    }

    private static List<String> contents(JsonNode answer) {
        List<String> contents = new ArrayList<>();
        answer.path("data").forEach(hit -> contents.add(hit.path("content").asText()));
        return contents;
    }
}
