package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Vectors that callers bring are found by vectors, and by their words; those of others' by nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BroughtVectorTest {

    private Search search;
    private Texts texts;
    private UUID model;
    private UUID owner;
    private UUID colleague;
    private UUID talk;
    private UUID near;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
        owner = search.rows().member(search.workspace(), "editor");
        colleague = search.rows().member(search.workspace(), "owner");
        model = Ids.next();
        search.database().asOwner("""
                INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold)
                VALUES ('%1$s', '%2$s', 'ours', 'caller', 'ours', 3, 0.7);
                INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%1$s', '%2$s')
                """.formatted(search.workspace(), model));
        talk = texts.conversation(owner);
        texts.message(talk, 1, "a message that has no vector");
        near = vector(talk, null, "near of a talk", "'{\"page\": 7}', '{guide}'", "[0.9, 0.1, 0]");
        vector(talk, null, "far of a talk", "'{}', '{}'", "[0, 0, 1]");
        vector(null, null, "nearest of all", "'{}', '{}'", "[1, 0, 0]");
        vector(null, owner, "private of one", "'{}', '{}'", "[0.95, 0, 0.1]");
    }

    private UUID vector(
            @Nullable UUID conversation, @Nullable UUID person, String content, String fields, String numbers) {
        UUID id = texts.vector(model, conversation, person, content, fields);
        search.database().asOwner("""
                INSERT INTO embeddings (shard, workspace_id, chunk_id, model_id, vector)
                SELECT shard, workspace_id, id, '%s', l2_normalize('%s'::vector)::halfvec FROM chunks WHERE row_id = '%s'
                """.formatted(model, numbers, id));
        return id;
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void theNearestOfAConversationAreFoundWithAllThatWasKeptOfThem() {
        JsonNode answer = ask(search.actingFor(owner), "\"type\": [\"vector\"], \"parent\": \"%s\"".formatted(talk));
        assertEquals(List.of("near of a talk"), contents(answer), "the other is less similar than 0.7");
        JsonNode hit = answer.at("/data/0");
        assertEquals("vector", hit.path("type").asText());
        assertEquals(near.toString(), hit.at("/source/vectorId").asText());
        assertEquals(talk.toString(), hit.at("/source/conversationId").asText());
        assertFalse(hit.path("source").has("messageId"), hit.toString());
        assertEquals(7, hit.at("/metadata/page").asInt());
        assertEquals("guide", hit.at("/tags/0").asText());
        assertEquals("ready", hit.path("embeddingStatus").asText());
        assertEquals(0.994, hit.path("similarity").asDouble(), 0.001);
        assertFalse(hit.path("createdAt").asText().isEmpty());
        assertTrue(answer.path("complete").asBoolean(), answer.toString());
        assertEquals(
                List.of("near of a talk", "far of a talk"),
                contents(ask(search.actingFor(owner), "\"threshold\": -1, \"parent\": \"%s\"".formatted(talk))));
        assertEquals(
                List.of("near of a talk"),
                contents(ask(search.actingFor(owner), "\"metadata\": {\"page\": 7}, \"tag\": [\"guide\"]")));
    }

    @Test
    void aPersonsOwnAreFoundByThatPersonAlone() {
        assertEquals(
                List.of("nearest of all", "private of one", "near of a talk"),
                contents(ask(search.actingFor(owner), "\"limit\": 10")));
        assertEquals(
                List.of("private of one", "near of a talk"),
                contents(ask(search.actingFor(owner), "\"user\": \"%s\"".formatted(owner))));
        for (Api other : List.of(search.actingFor(colleague), search.api())) {
            assertEquals(List.of("nearest of all"), contents(ask(other, "\"limit\": 10")));
            assertEquals(List.of(), contents(ask(other, "\"user\": \"%s\"".formatted(owner))));
            assertEquals(
                    1, ask(other, "\"facet\": [\"type\"]").at("/facets/hits").asInt());
            assertEquals(1, ask(other, "\"limit\": 10").path("scanned").asInt());
            other.get("/v1/search?mode=similar&like=" + near).expect(400);
        }
        assertEquals(
                List.of(),
                contents(search.api(search.rows().workspace())
                        .get("/v1/search?q=nearest")
                        .expect(200)
                        .json()));
    }

    @Test
    void whatIsLikeOneIsFound() {
        JsonNode answer = search.actingFor(owner)
                .get("/v1/search?mode=similar&like=" + near)
                .expect(200)
                .json();
        assertEquals("nearest of all", contents(answer).getFirst());
        assertFalse(contents(answer).contains("near of a talk"));
    }

    @Test
    void byTextTheirWordsAreFoundAndTheAnswerSaysWhyNotMore() {
        for (String mode : List.of("semantic", "hybrid")) {
            JsonNode answer = search.actingFor(owner)
                    .get("/v1/search?q=nearest&mode=" + mode)
                    .expect(200)
                    .json();
            assertEquals(List.of("nearest of all"), contents(answer), mode);
            assertEquals("text", answer.path("plan").asText());
            assertFalse(answer.path("complete").asBoolean());
            assertEquals("embedder", answer.at("/missing/0/reason").asText());
            assertTrue(
                    answer.at("/missing/0/detail").asText().contains("nobody makes vectors of the model ours"),
                    answer.toString());
        }
        JsonNode both = search.actingFor(owner)
                .post("/v1/search", "{\"vector\": [1, 0, 0], \"q\": \"private\", \"mode\": \"hybrid\"}")
                .expect(200)
                .json();
        assertEquals("private of one", contents(both).getFirst());
        assertEquals("text+exact", both.path("plan").asText());
        assertTrue(both.path("complete").asBoolean(), both.toString());
    }

    @Test
    void aCredentialFindsThemIfItsScopesSaySo() {
        Api some = search.api().as(TestCaller.of(search.workspace(), "viewer").scoped("search:read knowledge:read"));
        assertEquals(List.of(), contents(ask(some, "\"limit\": 10")));
        some.post("/v1/search", "{\"vector\": [1, 0, 0], \"type\": [\"vector\"]}")
                .expect(403);
        Api right = search.api().as(TestCaller.of(search.workspace(), "viewer").scoped("search:read vectors:read"));
        assertEquals(List.of("nearest of all"), contents(ask(right, "\"type\": [\"vector\"]")));
    }

    private static JsonNode ask(Api api, String more) {
        return api.post("/v1/search", "{\"vector\": [1, 0, 0], %s}".formatted(more))
                .expect(200)
                .json();
    }

    private static List<String> contents(JsonNode answer) {
        List<String> contents = new ArrayList<>();
        answer.path("data").forEach(hit -> contents.add(hit.path("content").asText()));
        return contents;
    }
}
