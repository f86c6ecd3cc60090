package dev.statehouse.crud.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptVersionTest {

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
    void versionsAreNumberedWithoutGapsUnderConcurrentWriters() throws Exception {
        String versions = card("Numbered") + "/versions";
        int writers = 8;
        int each = 5;
        try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
            List<Future<Integer>> numbers = IntStream.range(0, writers * each)
                    .mapToObj(i -> executor.submit(() -> api.post(versions, "{\"template\": \"text %d\"}".formatted(i))
                            .expect(201)
                            .json()
                            .path("number")
                            .asInt()))
                    .toList();
            List<Integer> got = new java.util.ArrayList<>();
            for (Future<Integer> number : numbers) {
                got.add(number.get());
            }
            assertEquals(
                    IntStream.rangeClosed(1, writers * each).boxed().toList(),
                    got.stream().sorted().toList());
        }
    }

    @Test
    void aCardShowsItsNewestVersionsVariables() {
        String card = card("Newest variables");
        api.post(card + "/versions", "{\"template\": \"{{a}}\"}").expect(201);
        api.post(card + "/versions", """
                        {"template": "{{b}}", "variables": [
                            {"name": "b", "type": "number", "required": false, "default": 3, "description": "how many"}]}
                        """).expect(201);
        JsonNode variables = api.get(card).expect(200).json().path("variables");
        assertEquals(
                "[{\"name\":\"b\",\"type\":\"number\",\"default\":3,\"required\":false,\"description\":\"how many\"}]",
                variables.toString());
        assertEquals(
                1,
                api.get("/v1/prompt-cards?variables=%5B%7B%22name%22%3A%22b%22%2C%22type%22%3A%22number%22%7D%5D")
                        .json()
                        .path("data")
                        .size());
    }

    @Test
    void versionsAreListedNewestFirstWithoutTheirTextsAndShownWhole() {
        String versions = card("Listed versions") + "/versions";
        for (int i = 1; i <= 3; i++) {
            api.post(versions, "{\"template\": \"v%d\", \"systemPrompt\": \"s%d\"}".formatted(i, i))
                    .expect(201);
        }
        JsonNode page = api.get(versions + "?limit=2").expect(200).json();
        assertEquals(3, page.path("data").path(0).path("number").asInt());
        assertFalse(page.path("data").path(0).has("template"));
        JsonNode rest = api.get(
                        versions + "?limit=2&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals(1, rest.path("data").path(0).path("number").asInt());
        assertFalse(rest.path("hasMore").asBoolean());
        assertEquals(
                "s2",
                api.get(versions + "/2").expect(200).json().path("systemPrompt").asText());
        api.get(versions + "/4").expect(404);
    }

    @Test
    void twoVersionsAreCompared() {
        String versions = card("Compared") + "/versions";
        api.post(versions, "{\"template\": \"one\\ntwo\\nthree {{a}}\"}").expect(201);
        api.post(versions, "{\"template\": \"one\\n2\\nthree {{b}}\", \"systemPrompt\": \"new\"}")
                .expect(201);
        JsonNode diff = api.get(versions + "/2/diff").expect(200).json();
        assertTrue(diff.path("template").asText().contains("-two\n-three {{a}}\n+2\n+three {{b}}"), diff.toString());
        assertTrue(diff.path("systemPrompt").asText().contains("+new"));
        assertEquals("a", diff.path("variables").path(0).path("name").asText());
        assertTrue(diff.path("variables").path(0).path("after").isNull());
        assertEquals(
                "",
                api.get(versions + "/2/diff?against=2")
                        .expect(200)
                        .json()
                        .path("template")
                        .asText());
        api.get(versions + "/1/diff").expect(404);
    }

    @Test
    void aTemplateMustDeclareWhatItUses() {
        String versions = card("Undeclared") + "/versions";
        JsonNode problem = api.post(versions, """
                        {"template": "{{a}} {{b}}", "variables": [
                            {"name": "a", "type": "string"}, {"name": "a", "type": "string"},
                            {"name": "c", "type": "number", "default": "x"}]}
                        """).expect(422).json();
        assertEquals(3, problem.path("errors").size(), problem.toString());
        assertEquals(
                "/variables/1/name",
                problem.path("errors").path(0).path("pointer").asText());
        assertEquals(
                "/variables/2/default",
                problem.path("errors").path(1).path("pointer").asText());
        assertEquals("/template", problem.path("errors").path(2).path("pointer").asText());
        assertEquals(0, api.get(versions).json().path("data").size());
    }

    private String card(String title) {
        return api.post("/v1/prompt-cards", "{\"title\": \"%s\"}".formatted(title))
                .expect(201)
                .header("location");
    }
}
