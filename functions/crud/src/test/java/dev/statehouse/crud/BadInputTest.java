package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, with which status, and which field is named; never a 5xx, and nothing is half-written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String CARDS = "/v1/prompt-cards";

    private Crud crud;
    private Api api;
    private String card;
    private String project;
    private String guide;
    private String preference;
    private String conversation;
    private String run;
    private String price;
    private String budget;
    private String identity;
    private String profile;
    private String experience;
    private String skill;
    private String entry;
    private String model;
    private String removedModel;
    private String message;
    private String otherConversation;
    private String foreignConversation;
    private String vector;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
        card = id(api.post(CARDS, "{\"title\": \"Refused\", \"version\": {\"template\": \"{{who}}\"}}"));
        project = id(api.post("/v1/projects", "{\"slug\": \"p\", \"name\": \"P\"}"));
        api.post("/v1/projects/" + project + "/issues", "{\"title\": \"Refused\"}")
                .expect(201);
        guide = id(api.post("/v1/style-guides", "{\"language\": \"en\", \"name\": \"Taken\"}"));
        preference = id(api.post("/v1/model-preferences", "{\"task\": \"t\", \"provider\": \"p\", \"model\": \"m\"}"));
        conversation = id(api.post("/v1/conversations", "{\"visibility\": \"workspace\"}"));
        api.post("/v1/conversations/" + conversation + "/messages", "{\"role\": \"user\", \"content\": \"Refused\"}")
                .expect(201);
        run = id(api.post("/v1/agent-runs", "{\"name\": \"n\", \"agent\": \"a\"}"));
        price = id(api.post(
                "/v1/model-prices",
                "{\"provider\": \"p\", \"model\": \"m\", \"tokenClass\": \"input\", \"microusdPerMillion\": 1,"
                        + " \"validFrom\": \"2025-01-01T00:00:00Z\"}"));
        budget = id(api.post("/v1/budgets", "{\"softLimitMicrousd\": 5, \"hardLimitMicrousd\": 1000}"));
        entry = id(api.post("/v1/knowledge-entries", "{\"title\": \"Refused\", \"sourceType\": \"text\"}"));
        startProfiles();
        startVectors();
    }

    private void startProfiles() {
        identity = id(api.post("/v1/identities", "{\"name\": \"Refused\"}"));
        experience = id(api.post(
                "/v1/experiences",
                filled("{\"identityId\": \"{identity}\", \"organisation\": \"O\", \"title\": \"T\","
                        + " \"startDate\": \"2000-01-01\"}")));
        skill = id(api.post(
                "/v1/skills", filled("{\"identityId\": \"{identity}\", \"name\": \"N\", \"category\": \"C\"}")));
        profile = profile("mine");
        String taken = profile("was-taken");
        api.patch("/v1/profiles/" + taken, "{\"slug\": \"taken\"}", "*").expect(200);
    }

    private void startVectors() {
        model = model("kept");
        removedModel = model("removed");
        api.delete("/v1/embedding-models/" + removedModel).expect(204);
        message = api.get("/v1/conversations/" + conversation + "/messages")
                .json()
                .at("/data/0/id")
                .asText();
        otherConversation = id(api.post("/v1/conversations", "{\"visibility\": \"workspace\"}"));
        foreignConversation = id(crud.stranger().post("/v1/conversations", "{\"visibility\": \"workspace\"}"));
        vector = id(api.post("/v1/vectors", """
                {"content": "Refused", "values": [1, 0, 0], "modelId": "%s", "visibility": "workspace"}""".formatted(model)));
    }

    private String model(String name) {
        return id(api.post(
                "/v1/embedding-models",
                "{\"provider\": \"caller\", \"name\": \"%s\", \"dimensions\": 3}".formatted(name)));
    }

    private String profile(String slug) {
        return id(api.post(
                "/v1/profiles",
                filled("{\"identityId\": \"{identity}\", \"slug\": \"%s\", \"headline\": \"H\"}".formatted(slug))));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static String id(Api.Answer created) {
        return created.expect(201).json().path("id").asText();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "dev.statehouse.crud.BadRequests#fieldsOfACard",
        "dev.statehouse.crud.BadRequests#metadata",
        "dev.statehouse.crud.BadRequests#rowsOwnFields",
        "dev.statehouse.crud.BadRequests#changesOfACard",
        "dev.statehouse.crud.BadRequests#versions",
        "dev.statehouse.crud.BadRequests#labelsAndRendering",
        "dev.statehouse.crud.BadProfileRequests#identities",
        "dev.statehouse.crud.BadProfileRequests#profiles",
        "dev.statehouse.crud.BadProfileRequests#experiences",
        "dev.statehouse.crud.BadProfileRequests#skills",
        "dev.statehouse.crud.BadProjectRequests#projects",
        "dev.statehouse.crud.BadProjectRequests#issues",
        "dev.statehouse.crud.BadProjectRequests#styleGuides",
        "dev.statehouse.crud.BadProjectRequests#modelPreferences",
        "dev.statehouse.crud.BadConversationRequests#conversations",
        "dev.statehouse.crud.BadConversationRequests#messages",
        "dev.statehouse.crud.BadKnowledgeRequests#entries",
        "dev.statehouse.crud.BadKnowledgeRequests#uploads",
        "dev.statehouse.crud.BadRunRequests#runs",
        "dev.statehouse.crud.BadRunRequests#prices",
        "dev.statehouse.crud.BadRunRequests#budgets",
        "dev.statehouse.crud.BadRunRequests#recalculations",
        "dev.statehouse.crud.BadVectorRequests#vectors",
        "dev.statehouse.crud.BadRequests#queries",
        "dev.statehouse.crud.BadRequests#bodiesAsAWhole",
        "dev.statehouse.crud.BadRequests#headersAndRoutes"
    })
    void isRefused(BadRequest request) {
        String before = crud.state();
        Api.Answer answer = answer(request);

        assertEquals(request.status(), answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("content-type"));
        JsonNode problem = answer.json();
        assertEquals(request.status(), problem.path("status").asInt());
        assertTrue(problem.path("type").asText().startsWith("urn:statehouse:problem:"), answer.body());
        assertFalse(problem.path("detail").asText().isBlank(), answer.body());
        if (request.culprit() == null) {
            assertTrue(problem.path("errors").isEmpty(), answer.body());
        } else {
            assertEquals(request.culprit(), culprit(problem), answer.body());
        }
        assertEquals(before, crud.state(), "a refused request changed something");
    }

    @Test
    void routesThatAreNotThereSayWhatIsMissing() {
        assertEquals(
                "there is nothing at this path",
                api.get("/v1/nothing").json().path("detail").asText());
        assertEquals(
                "DELETE is not a method of this path",
                api.delete(CARDS).json().path("detail").asText());
    }

    @Test
    void aProblemOfHeadHasNoBody() {
        Api.Answer answer = answer(BadRequest.send("HEAD", "/v1/nothing", 404, null));

        assertEquals(404, answer.status());
        assertEquals("", answer.body());
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] body = "{\"title\": \"?\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        body[11] = (byte) 0xff;
        String before = crud.state();
        Api.Answer answer = api.sendBytes("POST", CARDS, java.util.Map.of("content-type", "application/json"), body);

        assertEquals(400, answer.status(), answer.body());
        assertNull(answer.json().get("title_"));
        assertEquals(before, crud.state());
    }

    private Api.Answer answer(BadRequest request) {
        String body = request.body();
        return api.send(
                request.method(), filled(request.path()), request.headers(), body == null ? null : filled(body));
    }

    private String filled(String text) {
        return text.replace("{card}", card)
                .replace("{project}", project)
                .replace("{guide}", guide)
                .replace("{preference}", preference)
                .replace("{conversation}", conversation)
                .replace("{run}", run)
                .replace("{price}", price)
                .replace("{budget}", budget)
                .replace("{identity}", String.valueOf(identity))
                .replace("{profile}", String.valueOf(profile))
                .replace("{experience}", String.valueOf(experience))
                .replace("{skill}", String.valueOf(skill))
                .replace("{entry}", entry)
                .replace("{model}", String.valueOf(model))
                .replace("{removedModel}", String.valueOf(removedModel))
                .replace("{message}", String.valueOf(message))
                .replace("{otherConversation}", String.valueOf(otherConversation))
                .replace("{foreignConversation}", String.valueOf(foreignConversation))
                .replace("{vector}", String.valueOf(vector));
    }

    private static String culprit(JsonNode problem) {
        JsonNode error = problem.path("errors").path(0);
        return error.has("pointer")
                ? error.path("pointer").asText()
                : Objects.requireNonNull(error.path("parameter").textValue(), problem.toString());
    }
}
