package dev.statehouse.crud.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptTest {

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void aLabelResolvesToItsVersionAndAVersionToItself() {
        String card = released("resolved", "first");
        api.post(card + "/versions", "{\"template\": \"second\"}").expect(201);
        assertEquals("first", template("resolved"));
        assertEquals("first", template("resolved?label=production"));
        assertEquals("second", template("resolved?label=latest"));
        assertEquals("second", template("resolved?version=2"));
        api.get("/v1/prompts/resolved?label=staging").expect(404);
        api.get("/v1/prompts/resolved?version=3").expect(404);
        api.get("/v1/prompts/nothing-here").expect(404);
        api.put(card + "/labels/production", "{\"version\": 2}", "*").expect(200);
        assertEquals("second", template("resolved"));
    }

    @Test
    void includesAreExpandedWithTheirVariables() {
        released("tone", "Be {{mood}}.");
        released("rules", "{{> tone}} Be brief.");
        released("answer", "{{> rules}} Answer {{question}}. \\{{literal}} {{> tone@production}}");
        JsonNode prompt = api.get("/v1/prompts/answer").expect(200).json();
        assertEquals(
                "Be {{mood}}. Be brief. Answer {{question}}. \\{{literal}} Be {{mood}}.",
                prompt.path("template").asText());
        assertEquals(2, prompt.path("variables").size(), prompt.toString());
        assertEquals(2, prompt.path("includes").size());

        JsonNode rendered = api.post(
                        "/v1/prompts/answer/render",
                        "{\"variables\": {\"mood\": \"{{question}}\", \"question\": \"why\"}}")
                .expect(200)
                .json();
        assertEquals(
                "Be {{question}}. Be brief. Answer why. {{literal}} Be {{question}}.",
                rendered.path("prompt").asText());
    }

    @Test
    void cyclesAreRefusedWhereTheyAreWrittenWithTheirPath() {
        String a = released("cycle-a", "plain");
        released("cycle-b", "{{> cycle-a}}");
        released("cycle-c", "{{> cycle-b}}");
        JsonNode problem = api.post(a + "/versions", "{\"template\": \"{{> cycle-c}}\"}")
                .expect(422)
                .json();
        assertTrue(
                problem.path("detail")
                        .asText()
                        .contains("cycle-a → cycle-c@production → cycle-b@production → cycle-a@production"),
                problem.toString());
        api.post(a + "/versions", "{\"template\": \"{{> cycle-a}}\"}").expect(422);
    }

    @Test
    void aLabelsMoveThatWouldCloseACycleIsRefused() {
        String x = released("move-x", "plain");
        api.post(x + "/versions", "{\"template\": \"uses {{> move-y}}\"}").expect(422);
        String y = released("move-y", "plain");
        api.post(x + "/versions", "{\"template\": \"uses {{> move-y}}\"}").expect(201);
        api.post(y + "/versions", "{\"template\": \"uses {{> move-x}}\"}").expect(201);
        api.put(x + "/labels/production", "{\"version\": 2}", "*").expect(200);
        JsonNode problem = api.put(y + "/labels/production", "{\"version\": 2}", "*")
                .expect(422)
                .json();
        assertTrue(
                problem.path("detail").asText().contains("move-y → move-x@production → move-y@production"),
                problem.toString());
        assertEquals("uses plain", template("move-x"));
    }

    @Test
    void doublingIncludesEndInAProblemRatherThanInMemory() {
        released("double-0", "x".repeat(1000));
        for (int i = 1; i <= 12; i++) {
            released("double-" + i, "{{> double-%d}}{{> double-%d}}".formatted(i - 1, i - 1));
        }
        assertTrue(api.get("/v1/prompts/double-12").expect(422).body().contains("expands to more than"));
    }

    @Test
    void renderingNamesEveryVariableAtFault() {
        String card = api.post("/v1/prompt-cards", """
                        {"title": "Typed", "version": {"template": "{{s}} {{n}} {{o}} {{d}}", "variables": [
                            {"name": "s", "type": "string"}, {"name": "n", "type": "number"},
                            {"name": "o", "type": "object", "required": false},
                            {"name": "d", "type": "number", "default": 0.10}]}}
                        """).expect(201).header("location");
        api.put(card + "/labels/production", "{\"version\": 1}").expect(200);
        JsonNode errors = api.post("/v1/prompts/typed/render", "{\"variables\": {\"n\": \"one\", \"extra\": 1}}")
                .expect(422)
                .json()
                .path("errors");
        assertEquals(3, errors.size(), errors.toString());
        assertEquals("/variables/s", errors.path(0).path("pointer").asText());
        assertEquals("/variables/n", errors.path(1).path("pointer").asText());
        assertEquals("/variables/extra", errors.path(2).path("pointer").asText());
        assertEquals(
                "a 1e400 {\"k\":[true]} 0.10",
                api.post(
                                "/v1/prompts/typed/render",
                                "{\"variables\": {\"s\": \"a\", \"n\": 1e400, \"o\": {\"k\": [true]}}}")
                        .expect(200)
                        .json()
                        .path("prompt")
                        .asText()
                        .replace("1E+400", "1e400"));
    }

    @Test
    void anUnchangedPromptIsNotSentAgain() {
        released("tagged", "text");
        Api.Answer first = api.get("/v1/prompts/tagged").expect(200);
        assertTrue(first.header("cache-control").startsWith("private"));
        Api.Answer second = api.send("GET", "/v1/prompts/tagged", Map.of("if-none-match", first.header("etag")), null);
        assertEquals(304, second.status());
        assertEquals("", second.body());
    }

    private String template(String prompt) {
        return api.get("/v1/prompts/" + prompt)
                .expect(200)
                .json()
                .path("template")
                .asText();
    }

    /** A card whose first version is labelled production. */
    private String released(String slug, String template) {
        String card = api.post(
                        "/v1/prompt-cards",
                        "{\"title\": \"%s\", \"slug\": \"%s\", \"version\": {\"template\": \"%s\"}}"
                                .formatted(slug, slug, template.replace("\\", "\\\\")))
                .expect(201)
                .header("location");
        api.put(card + "/labels/production", "{\"version\": 1}").expect(200);
        return card;
    }
}
