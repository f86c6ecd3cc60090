package dev.statehouse.crud.vector;

import static dev.statehouse.crud.vector.Numbered.VECTORS;
import static dev.statehouse.crud.vector.Numbered.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorTest {

    private Numbered numbered;
    private Api api;

    @BeforeAll
    void start() {
        numbered = new Numbered();
        api = numbered.api();
    }

    @AfterAll
    void stop() {
        numbered.close();
    }

    private Api.Answer change(String id, String body) {
        return api.patch(VECTORS + "/" + id, body, "*");
    }

    @Test
    void whatIsCreatedIsShownAndItsNumbersOnRequest() {
        Api.Answer created = api.post(VECTORS, """
                        {"content": "Pastéis", "values": [3, 0, 4], "modelId": "%s", "tags": ["food"], "metadata": {"a": 1.10}}
                        """.formatted(numbered.model())).expect(201);
        JsonNode vector = created.json();
        assertEquals("ready", vector.path("embeddingStatus").asText());
        assertEquals("private", vector.path("visibility").asText());
        assertEquals(numbered.member().toString(), vector.path("ownerId").asText());
        assertTrue(created.body().contains("{\"a\": 1.10}"), created.body());
        assertFalse(vector.has("values"), created.body());
        assertEquals("\"1\"", created.header("etag"));
        assertEquals(vector, api.get(created.header("location")).expect(200).json());
        assertEquals(List.of(0.6, 0.0, 0.8), numbered.values(vector.path("id").asText()));
        api.get(created.header("location") + "?include=all").expect(400);
    }

    @Test
    void aRepeatCreatesNoSecondOne() {
        String body = """
                {"content": "once", "values": [1, 0, 0], "modelId": "%s"}""".formatted(numbered.model());
        Map<String, String> headers = Map.of("content-type", "application/json", "idempotency-key", "vector-once");
        Api.Answer first = api.send("POST", VECTORS, headers, body).expect(201);
        assertEquals(
                first.json(),
                api.send("POST", VECTORS, headers, body).expect(201).json());
        assertEquals(1, numbered.crud().count("SELECT count(*) FROM vectors WHERE content = 'once'"));
    }

    @Test
    void anUnnormalisedModelKeepsWhatItIsGiven() {
        String model = id(numbered.admin().post("/v1/embedding-models", """
                {"provider": "caller", "name": "products", "dimensions": 2, "distance": "inner_product", "normalised": false}
                """));
        String vector = id(api.post(
                VECTORS, "{\"content\": \"x\", \"values\": [300, -65504], \"modelId\": \"%s\"}".formatted(model)));
        assertEquals(List.of(300.0, -65504.0), numbered.values(vector));
        api.post(VECTORS, "{\"content\": \"x\", \"values\": [300, -65505], \"modelId\": \"%s\"}".formatted(model))
                .expect(422);
    }

    @Test
    void aBatchIsWrittenInItsOrderOrNotAtAll() {
        String rows = IntStream.range(0, 200)
                .mapToObj(n ->
                        "{\"content\": \"batch %d\", \"values\": [1, %d, 0], \"modelId\": \"%s\", \"tags\": [\"batch\"]}"
                                .formatted(n, n, numbered.model()))
                .collect(Collectors.joining(","));
        JsonNode written = api.post(VECTORS + "/batch", "{\"vectors\": [" + rows + "]}")
                .expect(201)
                .json()
                .path("vectors");
        assertEquals(200, written.size());
        assertEquals("ready", written.path(199).path("embeddingStatus").asText());
        assertEquals(
                "batch 199",
                numbered.show(written.path(199).path("id").asText())
                        .path("content")
                        .asText());
        assertEquals(
                200,
                numbered.crud()
                        .count("SELECT count(*) FROM embeddings e JOIN chunks c ON c.id = e.chunk_id"
                                + " WHERE c.kind = 'vector' AND c.content LIKE 'batch%' AND e.vector IS NOT NULL"));

        Api.Answer refused = api.post(
                VECTORS + "/batch",
                "{\"vectors\": [" + rows.substring(0, rows.indexOf("},") + 1)
                        + ", {\"content\": \"y\", \"values\": [1, 2], \"modelId\": \"" + numbered.model() + "\"}]}");
        assertEquals(422, refused.status(), refused.body());
        assertEquals("/vectors/1/values", refused.json().at("/errors/0/pointer").asText());
        api.post(VECTORS + "/batch", "{\"vectors\": [" + rows + "," + rows + "]}")
                .expect(422);
    }

    @Test
    void whatItIsOfSaysWhoMaySeeIt() {
        String open = numbered.conversation("workspace");
        String message = numbered.message(open);
        JsonNode vector = numbered.show(numbered.vector("of a message", ", \"messageId\": \"%s\"".formatted(message)));
        assertEquals(open, vector.path("conversationId").asText());
        assertEquals("workspace", vector.path("visibility").asText());
        String path = VECTORS + "/" + vector.path("id").asText();
        numbered.colleague().get(path).expect(200);
        numbered.colleague().patch(path, "{\"visibility\": \"private\"}", "*").expect(422);

        api.patch("/v1/conversations/" + open, "{\"visibility\": \"private\"}", "*")
                .expect(200);
        numbered.colleague().get(path).expect(404);
        assertEquals(List.of(), numbered.listed(numbered.colleague(), "?conversation=" + open));
        assertEquals(List.of("of a message"), numbered.listed(api, "?conversation=" + open));
    }

    @Test
    void itIsGoneWhileItsConversationOrItsMessageIs() {
        String talk = numbered.conversation("private");
        String message = numbered.message(talk);
        String vector = numbered.vector("hides", ", \"messageId\": \"%s\"".formatted(message));
        String path = VECTORS + "/" + vector;
        String hidden = "SELECT count(*) FROM chunks WHERE row_id = '%s' AND hidden".formatted(vector);

        api.delete("/v1/conversations/" + talk + "/messages/1").expect(204);
        api.get(path).expect(404);
        assertEquals(1, numbered.crud().count(hidden));
        api.patch("/v1/conversations/" + talk, "{\"title\": \"Another\", \"visibility\": \"workspace\"}", "*")
                .expect(200);
        assertEquals(1, numbered.crud().count(hidden));
        api.post("/v1/conversations/" + talk + "/messages/1/restore", "").expect(200);
        api.get(path).expect(200);
        assertEquals(0, numbered.crud().count(hidden));

        api.delete("/v1/conversations/" + talk).expect(204);
        api.get(path).expect(404);
        assertEquals(1, numbered.crud().count(hidden));
        api.post("/v1/conversations/" + talk + "/restore", "").expect(200);
        assertEquals(List.of(0.6, 0.0, 0.8), numbered.values(vector));
        assertEquals(0, numbered.crud().count(hidden));
    }

    @Test
    void aRestoredOneHasItsNumbersAgain() {
        String vector = numbered.vector("comes back", ", \"tags\": [\"back\"]");
        String path = VECTORS + "/" + vector;
        api.delete(path).expect(204);
        api.get(path).expect(404);
        assertEquals(List.of("comes back"), numbered.listed(api, "?active=false&tag=back"));
        JsonNode restored = api.post(path + "/restore", "").expect(200).json();
        assertEquals(3, restored.path("revision").asInt());
        assertEquals("ready", restored.path("embeddingStatus").asText());
        assertEquals(List.of(0.6, 0.0, 0.8), numbered.values(vector));
        api.post(path + "/restore", "").expect(404);
    }

    @Test
    void otherContentWantsOtherNumbers() {
        String vector = numbered.vector("before", "");
        Api.Answer without = change(vector, "{\"content\": \"after\"}");
        assertEquals(422, without.status(), without.body());
        assertEquals("/values", without.json().at("/errors/0/pointer").asText());
        assertEquals("before", numbered.show(vector).path("content").asText());

        change(vector, "{\"content\": \"after\", \"values\": [0, 2, 0]}").expect(200);
        assertEquals(List.of(0.0, 1.0, 0.0), numbered.values(vector));
        change(vector, "{\"content\": \"after\", \"tags\": [\"t\"], \"metadata\": {\"b\": 2}}")
                .expect(200);
        change(vector, "{\"values\": [0, 0, 5]}").expect(200);
        assertEquals(List.of(0.0, 0.0, 1.0), numbered.values(vector));
        assertEquals(4, numbered.show(vector).path("revision").asInt());
        assertEquals(1, numbered.crud().count("""
                SELECT count(*) FROM chunks WHERE row_id = '%s' AND content = 'after' AND tags = '{t}' AND metadata = '{"b": 2}'
                """.formatted(vector)));
        change(vector, "{\"values\": [1, 0]}").expect(422);
        api.patch(VECTORS + "/" + vector, "{}", "\"1\"").expect(412);
    }

    @Test
    void ofAModelThatMakesVectorsTheyMayBeLeftToIt() {
        try (Numbered other = new Numbered()) {
            String local = other.localDefault();
            JsonNode made = other.api()
                    .post(VECTORS, "{\"content\": \"to be made\"}")
                    .expect(201)
                    .json();
            assertEquals(local, made.path("modelId").asText());
            assertEquals("pending", made.path("embeddingStatus").asText());

            String given = id(other.api()
                    .post(
                            VECTORS,
                            "{\"content\": \"given\", \"values\": [%s]}"
                                    .formatted(IntStream.range(0, 384)
                                            .mapToObj(n -> n == 7 ? "2" : "0")
                                            .collect(Collectors.joining(",")))));
            assertEquals("ready", other.show(given).path("embeddingStatus").asText());
            assertEquals(1.0, other.values(given).get(7));
            JsonNode anew = other.api()
                    .patch(VECTORS + "/" + given, "{\"content\": \"other words\"}", "*")
                    .expect(200)
                    .json();
            assertEquals("pending", anew.path("embeddingStatus").asText());
            other.api()
                    .post(VECTORS, "{\"content\": \"x\", \"modelId\": \"%s\"}".formatted(other.model()))
                    .expect(422);
        }
    }

    @Test
    void aModelOfWhichThereAreVectorsStays() {
        String model = numbered.model("leaving", 1);
        String vector =
                id(api.post(VECTORS, "{\"content\": \"left\", \"values\": [1], \"modelId\": \"%s\"}".formatted(model)));
        numbered.admin().delete("/v1/embedding-models/" + model).expect(409);
        api.delete(VECTORS + "/" + vector).expect(204);
        numbered.admin().delete("/v1/embedding-models/" + model).expect(204);
        api.post(VECTORS, "{\"content\": \"x\", \"values\": [1], \"modelId\": \"%s\"}".formatted(model))
                .expect(422);
    }

    @Test
    void listsAreFiltered() {
        String talk = numbered.conversation("workspace");
        String message = numbered.message(talk);
        String project = id(api.post("/v1/projects", "{\"slug\": \"listed\", \"name\": \"Listed\"}"));
        numbered.vector("list one", ", \"tags\": [\"list\", \"b\"], \"metadata\": {\"k\": 1}");
        numbered.vector("list two", ", \"tags\": [\"list\"], \"messageId\": \"%s\"".formatted(message));
        numbered.vector("list three", ", \"tags\": [\"list\"], \"projectId\": \"%s\"".formatted(project));
        assertEquals(List.of("list three", "list two", "list one"), numbered.listed(api, "?tag=list"));
        assertEquals(List.of("list one"), numbered.listed(api, "?tag=list&tag=b"));
        assertEquals(List.of("list one"), numbered.listed(api, "?metadata=%7B%22k%22%3A1%7D"));
        assertEquals(List.of("list two"), numbered.listed(api, "?message=" + message));
        assertEquals(List.of("list three"), numbered.listed(api, "?project=" + project));
        assertEquals(List.of(), numbered.listed(api, "?tag=list&model=" + UUID.randomUUID()));
        JsonNode first = api.get(VECTORS + "?tag=list&limit=2").expect(200).json();
        assertEquals(
                List.of("list one"),
                numbered.listed(
                        api,
                        "?tag=list&limit=2&cursor=" + first.path("nextCursor").asText()));
        assertEquals(List.of("list two"), numbered.listed(numbered.colleague(), "?tag=list"));
    }

    @Test
    void aPageEndsWhereItsTextsBecomeTooLong() {
        String long20000 = "é".repeat(20_000);
        for (int i = 0; i < 60; i++) {
            numbered.vector(long20000, ", \"tags\": [\"long\"]");
        }
        JsonNode page = api.get(VECTORS + "?tag=long&limit=100").expect(200).json();
        assertEquals(49, page.path("data").size());
        assertTrue(page.path("hasMore").asBoolean());
        assertEquals(
                11,
                numbered.listed(
                                api,
                                "?tag=long&limit=100&cursor="
                                        + page.path("nextCursor").asText())
                        .size());
        assertEquals(
                60,
                numbered.crud().count("SELECT count(*) FROM chunks WHERE kind = 'vector' AND length(content) = 20000"));
    }

    @Test
    void itsHistoryIsAsPrivateAsItIs() {
        String talk = numbered.conversation("private");
        String vector = numbered.vector("logged", ", \"conversationId\": \"%s\"".formatted(talk));
        String alone = numbered.vector("logged, too", "");
        for (String id : List.of(vector, alone)) {
            assertEquals(
                    1,
                    numbered.crud()
                            .count(
                                    "SELECT count(*) FROM audit_entries WHERE row_id = '%s' AND visibility = 'private' AND owner_id = '%s'"
                                            .formatted(id, numbered.member())));
        }
    }
}
