package dev.statehouse.crud.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingModelTest {

    private static final String MODELS = "/v1/embedding-models";

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = new Api(crud.function(), TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String model(String name) {
        return api.post(MODELS, "{\"provider\": \"local\", \"name\": \"%s\"}".formatted(name))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    @Test
    void whatIsKnownOfAModelNobodyHasToSay() {
        Api.Answer created = api.post(MODELS, "{\"provider\": \"local\"}").expect(201);
        JsonNode model = created.json();
        assertEquals("bge-small-en-v1.5", model.path("name").asText());
        assertEquals(384, model.path("dimensions").asInt());
        assertTrue(model.path("queryPrefix").asText().startsWith("Represent this sentence"));
        assertEquals("idle", model.path("role").asText());
        assertEquals(model, api.get(created.header("location")).expect(200).json());

        JsonNode titan =
                api.post(MODELS, "{\"provider\": \"bedrock\"}").expect(201).json();
        assertEquals("amazon.titan-embed-text-v2:0", titan.path("model").asText());

        JsonNode ollama = api.post(MODELS, """
                        {"provider": "openai", "name": "ours", "model": "nomic-embed-text", "dimensions": 1536,
                         "baseUrl": "http://localhost:11434/v1", "indexMethod": "ivfflat"}
                        """).expect(201).json();
        assertEquals(0.7, ollama.path("threshold").asDouble(), 1e-6);
        assertEquals("ivfflat", ollama.path("indexMethod").asText());
    }

    @Test
    void oneWhoseVectorsCallersBringServesAtOnce() {
        JsonNode model = api.post(MODELS, """
                        {"provider": "caller", "name": "brought", "dimensions": 1536}
                        """).expect(201).json();
        assertEquals("brought", model.path("model").asText());
        assertEquals(0.7, model.path("threshold").asDouble(), 1e-6);
        assertTrue(model.path("normalised").asBoolean());
        JsonNode chosen = api.put(MODELS + "/" + model.path("id").asText() + "/default", "")
                .expect(200)
                .json();
        assertEquals("default", chosen.path("role").asText());
        assertEquals(0, chosen.path("waiting").asInt());
        api.delete(MODELS + "/default").expect(204);
    }

    @Test
    void badModelsAreRefusedByTheirField() {
        for (List<String> bad : List.of(
                List.of("/provider", "{}"),
                List.of("/provider", "{\"provider\": \"cohere\"}"),
                List.of("/model", "{\"provider\": \"local\", \"model\": \"another\"}"),
                List.of("/dimensions", "{\"provider\": \"local\", \"dimensions\": 385}"),
                List.of("/dimensions", "{\"provider\": \"bedrock\", \"model\": \"unknown\"}"),
                List.of("/dimensions", "{\"provider\": \"bedrock\", \"dimensions\": 3073}"),
                List.of("/credentialId", "{\"provider\": \"openai\"}"),
                List.of("/name", "{\"provider\": \"caller\", \"dimensions\": 3}"),
                List.of("/dimensions", "{\"provider\": \"caller\", \"name\": \"ours\"}"),
                List.of("/baseUrl", "{\"provider\": \"caller\", \"name\": \"ours\", \"baseUrl\": \"https://a\"}"),
                List.of(
                        "/normalised",
                        "{\"provider\": \"caller\", \"name\": \"ours\", \"dimensions\": 3, \"normalised\": false}"),
                List.of("/normalised", "{\"provider\": \"local\", \"normalised\": true}"),
                List.of("/distance", "{\"provider\": \"local\", \"distance\": \"cosine\"}"),
                List.of("/baseUrl", "{\"provider\": \"local\", \"baseUrl\": \"https://example.org/v1\"}"),
                List.of("/baseUrl", "{\"provider\": \"openai\", \"baseUrl\": \"ftp://example.org\"}"),
                List.of("/threshold", "{\"provider\": \"local\", \"threshold\": 1.1}"),
                List.of("/effort", "{\"provider\": \"local\", \"effort\": 0}"),
                List.of("/secret", "{\"provider\": \"local\", \"secret\": \"x\"}"))) {
            Api.Answer answer = api.post(MODELS, bad.getLast());
            assertTrue(answer.status() == 400 || answer.status() == 422, bad + ": " + answer.status());
            assertEquals(bad.getFirst(), answer.json().at("/errors/0/pointer").asText(), bad.toString());
        }
        api.post(
                        MODELS,
                        "{\"provider\": \"openai\", \"model\": \"text-embedding-3-small\", \"credentialId\": \"%s\"}"
                                .formatted(UUID.randomUUID()))
                .expect(422);
        model("taken");
        api.post(MODELS, "{\"provider\": \"local\", \"name\": \"taken\"}").expect(409);
    }

    @Test
    void whatVectorsDontDependOnIsChanged() {
        String model = model("changed");
        Api.Answer changed = api.patch(MODELS + "/" + model, "{\"threshold\": 0.65, \"name\": \"other\"}", "\"1\"")
                .expect(200);
        assertEquals("other", changed.json().path("name").asText());
        assertEquals(2, changed.json().path("revision").asInt());
        api.patch(MODELS + "/" + model, "{\"threshold\": 0.65}", "\"1\"").expect(412);
        api.patch(MODELS + "/" + model, "{\"dimensions\": 3}", "\"2\"").expect(400);
    }

    @Test
    void aModelIsChosenLeftAndDeleted() {
        String first = model("first");
        assertEquals(
                "building",
                api.put(MODELS + "/" + first + "/default", "")
                        .expect(200)
                        .json()
                        .path("role")
                        .asText());
        api.delete(MODELS + "/" + first).expect(409);
        api.delete(MODELS + "/default").expect(204);
        api.delete(MODELS + "/" + first).expect(204);
        api.get(MODELS + "/" + first).expect(404);
        api.put(MODELS + "/" + first + "/default", "").expect(404);
        api.delete(MODELS + "/" + first).expect(404);
    }

    @Test
    void anEditorMayLookAndNotChange() {
        String model = model("looked at");
        crud.api().get(MODELS + "/" + model).expect(200);
        crud.api().put(MODELS + "/" + model + "/default", "").expect(403);
    }

    @Test
    void nobodyElseSeesOrUsesIt() {
        String model = model("mine");
        Api stranger = new Api(crud.function(), TestCaller.of(crud.rows().workspace(), "admin"));
        stranger.get(MODELS + "/" + model).expect(404);
        stranger.put(MODELS + "/" + model + "/default", "").expect(404);
        stranger.delete(MODELS + "/" + model).expect(404);
        stranger.post(MODELS + "/" + model + "/retry", "").expect(404);
        assertEquals(0, stranger.get(MODELS).expect(200).json().path("data").size());
        assertEquals(
                0,
                api.post(MODELS + "/" + model + "/retry", "")
                        .expect(200)
                        .json()
                        .path("pieces")
                        .asInt());
    }
}
