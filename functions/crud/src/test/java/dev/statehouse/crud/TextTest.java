package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A text comes back character for character, or is refused: in every field, with every text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextTest {

    private static final long SEED = Long.getLong("statehouse.seed", 20_261_101L);

    // Escapes, so that halves of surrogate pairs arrive: UTF-8 has no bytes for them.
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String CARDS = "/v1/prompt-cards";

    /** The fields of a new card that take a text, by JSON pointer. */
    private static final List<String> FIELDS = List.of(
            "/title",
            "/slug",
            "/description",
            "/tags/0",
            "/metadata/text",
            "/projectId",
            "/visibility",
            "/version/template",
            "/version/systemPrompt",
            "/version/changeNotes",
            "/version/variables/0/name",
            "/version/variables/0/type",
            "/version/variables/0/default",
            "/version/variables/0/description");

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void freeTextsRoundTrip() {
        for (String text : NastyTexts.all(new Random(SEED), 200)) {
            ObjectNode card = card();
            card.put("title", "t " + text).put("description", text);
            card.putArray("tags").add("t" + text);
            card.putObject("metadata")
                    .put(text, text)
                    .putArray("nested")
                    .add(text)
                    .addObject()
                    .put(text, 1);
            ObjectNode version = card.putObject("version");
            version.put("template", "t" + text.replace("{", "[")).put("changeNotes", text);
            version.put("systemPrompt", text.replace("{", "["));
            ObjectNode variable = version.putArray("variables").addObject();
            variable.put("name", "v").put("type", "string").put("default", text).put("description", text);

            Api.Answer created = api.post(CARDS, json(card));
            String shown = "seed " + SEED + ": " + json(card) + " → " + created.body();
            if (created.status() == 201) {
                assertTrue(NastyTexts.canBeStored(text), shown);
                assertSame(card, created.json(), shown);
            } else {
                assertRefused(created, shown);
                assertTrue(!NastyTexts.canBeStored(text) || text.length() > 90, shown);
            }
        }
    }

    private void assertSame(ObjectNode sent, JsonNode created, String shown) {
        String path = CARDS + "/" + created.path("id").asText();
        JsonNode card = api.get(path).expect(200).json();
        JsonNode version = api.get(path + "/versions/1").expect(200).json();
        for (String field : List.of("/title", "/description", "/tags", "/metadata")) {
            assertEquals(sent.at(field), card.at(field), shown);
        }
        for (String field : List.of(
                "/template", "/systemPrompt", "/changeNotes", "/variables/0/default", "/variables/0/description")) {
            assertEquals(sent.path("version").at(field), version.at(field), shown);
        }
    }

    @Test
    void everyFieldTakesOrRefusesEveryText() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            String text = text(random);
            ObjectNode card = card();
            ObjectNode version = card.putObject("version").put("template", "x");
            card.putArray("tags").add("x");
            card.putObject("metadata").put("text", "x");
            version.putArray("variables").addObject().put("name", "v").put("type", "string");
            set(card, field, text);

            Api.Answer created = api.post(CARDS, json(card));
            String shown = "seed " + SEED + ": " + field + ": " + json(card) + " → " + created.body();
            if (created.status() == 201) {
                String path = CARDS + "/" + created.json().path("id").asText();
                JsonNode read = field.startsWith("/version")
                        ? api.get(path + "/versions/1").json().at(field.substring("/version".length()))
                        : api.get(path).json().at(field);
                assertEquals(text, read.textValue(), shown);
            } else {
                assertRefused(created, shown);
            }
        }
    }

    @Test
    void everyPathAndQueryTakesOrRefusesEveryText() {
        String card = CARDS + "/"
                + api.post(CARDS, "{\"title\": \"Paths\", \"version\": {\"template\": \"x\"}}")
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        List<String> places = List.of(
                "GET " + CARDS + "?tag=%s",
                "GET " + CARDS + "?metadata=%s",
                "GET " + CARDS + "?variables=%s",
                "GET " + CARDS + "?cursor=%s",
                "GET " + CARDS + "?limit=%s",
                "GET " + CARDS + "?project=%s",
                "GET " + CARDS + "?active=%s",
                "GET " + CARDS + "?%s=1",
                "GET " + CARDS + "/%s",
                "GET " + card + "/versions/%s",
                "GET " + card + "/versions/1/diff?against=%s",
                "GET " + card + "/labels/%s",
                "GET " + card + "/labels/%s/moves",
                "GET " + card + "/labels?cursor=%s",
                "PUT " + card + "/labels/%s",
                "DELETE " + card + "/labels/%s",
                "GET /v1/prompts/%s",
                "GET /v1/prompts/paths?label=%s",
                "GET /v1/prompts/paths?version=%s",
                "POST /v1/prompts/%s/render",
                "PUT /v1/protected-labels/%s",
                "GET /%s",
                "BREW /v1/%s");
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            String[] place = places.get(random.nextInt(places.size())).split(" ", -1);
            String text = text(random);
            String path = place[1].replace(
                    "%s", URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
            String body = place[0].equals("PUT") ? "{\"version\": 1}" : place[0].equals("POST") ? "{}" : null;
            Api.Answer answer = api.send(place[0], path, java.util.Map.of("content-type", "application/json"), body);

            assertTrue(answer.status() < 500, "seed " + SEED + ": " + place[0] + " " + path + " → " + answer.body());
            if (answer.status() >= 400) {
                assertRefused(answer, path);
            }
        }
    }

    @Test
    void everyHeaderTakesOrRefusesEveryText() {
        List<String> headers = List.of(
                "idempotency-key",
                "if-match",
                "if-none-match",
                "content-type",
                "accept",
                "accept-language",
                "x-anything");
        String body = "{\"title\": \"Headers\"}";
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            String header = headers.get(random.nextInt(headers.size()));
            var sent = new java.util.HashMap<>(java.util.Map.of("content-type", "application/json"));
            sent.put(header, text(random));
            Api.Answer answer = api.send("POST", CARDS, sent, body);

            assertTrue(answer.status() < 500, "seed " + SEED + ": " + sent + " → " + answer.body());
        }
    }

    private static String text(Random random) {
        List<String> fixed = NastyTexts.fixed();
        return random.nextInt(3) == 0 ? NastyTexts.random(random) : fixed.get(random.nextInt(fixed.size()));
    }

    private static void assertRefused(Api.Answer answer, String shown) {
        assertTrue(answer.status() >= 400 && answer.status() < 500, answer.status() + " " + shown);
        assertEquals("application/problem+json", answer.header("content-type"), shown);
    }

    private static String json(ObjectNode card) {
        try {
            return JSON.writeValueAsString(card);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static ObjectNode card() {
        return JSON.createObjectNode().put("title", "Text");
    }

    private static void set(ObjectNode card, String pointer, String text) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = card.at(pointer.substring(0, last));
        String field = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(field), text);
        } else {
            ((ObjectNode) parent).put(field, text);
        }
    }
}
