package dev.statehouse.crud.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptCardTest {

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
    void aCardIsCreatedWithItsFirstVersionAndShown() {
        Api.Answer created = api.post("/v1/prompt-cards", """
                        {"title": "Support Reply", "tags": ["support"], "metadata": {"team": "care", "ratio": 1.10},
                         "version": {"template": "Dear {{name}},", "changeNotes": "first"}}
                        """).expect(201);
        JsonNode card = created.json();
        assertEquals("support-reply", card.path("slug").asText());
        assertEquals(1, card.path("latestVersion").asInt());
        assertEquals("name", card.path("variables").path(0).path("name").asText());
        assertEquals("/v1/prompt-cards/" + card.path("id").asText(), created.header("location"));
        assertTrue(created.body().contains("1.10"), "numbers keep their digits");

        Api.Answer shown =
                api.get("/v1/prompt-cards/" + card.path("id").asText()).expect(200);
        assertEquals(card, shown.json());
        assertEquals(created.header("etag"), shown.header("etag"));
    }

    @Test
    void listsAreFilteredNewestFirstAndPaged() {
        for (int i = 1; i <= 5; i++) {
            api.post("/v1/prompt-cards", """
                            {"title": "Listed %d", "tags": ["listed", "n%d"], "metadata": {"listed": {"n": %d}},
                             "version": {"template": "{{x}}", "variables": [{"name": "x", "type": "%s"}]}}
                            """.formatted(i, i, i, i % 2 == 0 ? "number" : "string"))
                    .expect(201);
        }
        JsonNode first =
                api.get("/v1/prompt-cards?tag=listed&limit=2").expect(200).json();
        assertEquals("Listed 5", first.path("data").path(0).path("title").asText());
        assertTrue(first.path("hasMore").asBoolean());
        JsonNode second = api.get("/v1/prompt-cards?tag=listed&limit=2&cursor="
                        + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("Listed 3", second.path("data").path(0).path("title").asText());
        JsonNode last = api.get("/v1/prompt-cards?tag=listed&limit=2&cursor="
                        + second.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals(1, last.path("data").size());
        assertFalse(last.path("hasMore").asBoolean());
        assertTrue(last.path("nextCursor").isNull());

        assertEquals(1, count("tag=listed&tag=n4"));
        assertEquals(1, count("metadata=%7B%22listed%22%3A%7B%22n%22%3A3%7D%7D"));
        assertEquals(2, count("tag=listed&variables=%5B%7B%22type%22%3A%22number%22%7D%5D"));
        assertEquals(0, count("tag=listed&active=false"));
    }

    @Test
    void aCardStaysInItsProjectUntilItIsTakenOut() {
        String project = api.post("/v1/projects", "{\"slug\": \"stays\", \"name\": \"Stays\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        String card = api.post("/v1/prompt-cards", "{\"title\": \"In it\", \"projectId\": \"%s\"}".formatted(project))
                .expect(201)
                .header("location");
        assertEquals(
                project,
                api.patch(card, "{\"title\": \"Still in it\"}", "*")
                        .expect(200)
                        .json()
                        .path("projectId")
                        .asText());
        assertTrue(api.patch(card, "{\"projectId\": null}", "*")
                .expect(200)
                .json()
                .path("projectId")
                .isNull());
    }

    @Test
    void onlyAnObjectIsTakenForOne() {
        for (String body : new String[] {"5", "true", "\"a\"", "[{\"title\": \"a\"}]", "1.5"}) {
            JsonNode problem = api.post("/v1/prompt-cards", body).expect(400).json();
            assertEquals("expected an object", problem.path("detail").asText(), body);
        }
        for (String version : new String[] {"5", "true", "[{\"template\": \"a\"}]"}) {
            JsonNode problem = api.post("/v1/prompt-cards", "{\"title\": \"a\", \"version\": " + version + "}")
                    .expect(400)
                    .json();
            assertEquals(
                    "/version", problem.path("errors").path(0).path("pointer").asText(), version);
        }
    }

    private int count(String filter) {
        return api.get("/v1/prompt-cards?" + filter)
                .expect(200)
                .json()
                .path("data")
                .size();
    }
}
