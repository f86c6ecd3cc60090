package dev.statehouse.crud.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelPreferenceTest {

    private static final String PREFERENCES = "/v1/model-preferences";

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

    private String project(String slug) {
        return api.post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"Project\"}".formatted(slug))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** The path of a new one. */
    private String preference(String task, String model, int priority, @Nullable String project) {
        return api.post(PREFERENCES, """
                        {"task": "%s", "provider": "openai", "model": "%s", "priority": %d, "projectId": %s}
                        """.formatted(
                                task, model, priority, project == null ? "null" : "\"" + project + "\""))
                .expect(201)
                .header("location");
    }

    private String resolved(String query) {
        return api.get(PREFERENCES + "/resolve?" + query)
                .expect(200)
                .json()
                .path("model")
                .asText();
    }

    @Test
    void aPreferenceIsCreatedAndShown() {
        Api.Answer created = api.post(PREFERENCES, """
                        {"task": "code-review", "provider": "openai", "model": "gpt-5", "parameters": {"temperature": 0.20}}
                        """).expect(201);
        assertEquals(0, created.json().path("priority").asInt(-1));
        assertTrue(created.body().contains("0.20"), "numbers keep their digits");
        assertEquals(
                created.json(), api.get(created.header("location")).expect(200).json());
    }

    @Test
    void theProjectsComesBeforeTheWorkspacesThenThePriorityThenTheNewest() {
        String project = project("resolved");
        String other = project("other");
        preference("order", "workspace-high", 9, null);
        assertEquals("workspace-high", resolved("task=order&project=" + project));
        preference("order", "workspace-low", 1, null);
        preference("order", "other", 1000, other);
        assertEquals("workspace-high", resolved("task=order"));
        preference("order", "project-low", -5, project);
        assertEquals("project-low", resolved("task=order&project=" + project));
        preference("order", "project-high", 5, project);
        preference("order", "project-middle", 0, project);
        assertEquals("project-high", resolved("task=order&project=" + project));
        String newest = preference("order", "project-newest", 5, project);
        assertEquals("project-newest", resolved("task=order&project=" + project));
        api.delete(newest).expect(204);
        assertEquals("project-high", resolved("task=order&project=" + project));
        assertEquals("workspace-high", resolved("task=order"));
    }

    @Test
    void whereNoneAppliesThatIsSaid() {
        String project = project("alone");
        preference("of-a-project", "m", 0, project);
        for (String query :
                new String[] {"task=unknown", "task=of-a-project", "task=of-a-project&project=" + crud.workspace()}) {
            Api.Answer answer = api.get(PREFERENCES + "/resolve?" + query).expect(404);
            assertEquals("application/problem+json", answer.header("content-type"));
            assertEquals(
                    "no model preference applies to this task and project",
                    answer.json().path("detail").asText());
        }
    }

    @Test
    void ofADeletedProjectNoneApplies() {
        String project = project("deleted");
        preference("deleted", "workspace", 0, null);
        String path = preference("deleted", "project", 0, project);
        api.delete("/v1/projects/" + project).expect(204);
        api.get(PREFERENCES + "/resolve?task=deleted&project=" + project).expect(404);
        api.get(path).expect(404);
        assertEquals("workspace", resolved("task=deleted"));
    }

    @Test
    void whatAppliesIsToldByATagOfItsOwn() {
        preference("tagged", "first", 0, null);
        Api.Answer first = api.get(PREFERENCES + "/resolve?task=tagged").expect(200);
        Map<String, String> known = Map.of("if-none-match", first.header("etag"));
        api.send("GET", PREFERENCES + "/resolve?task=tagged", known, null).expect(304);
        preference("tagged", "second", 0, null);
        Api.Answer second = api.send("GET", PREFERENCES + "/resolve?task=tagged", known, null)
                .expect(200);
        assertNotEquals(first.header("etag"), second.header("etag"));
    }

    @Test
    void listsAreFilteredNewestFirst() {
        String project = project("listed");
        preference("listed", "one", 0, null);
        preference("listed", "two", 0, project);
        preference("unlisted", "three", 0, project);
        assertEquals("two one", models("task=listed"));
        assertEquals("three two", models("project=" + project));
        assertEquals("two", models("task=listed&project=" + project));
        assertEquals("", models("task=listed&active=false"));
    }

    private String models(String query) {
        StringBuilder models = new StringBuilder();
        api.get(PREFERENCES + "?" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(one -> models.append(one.path("model").asText()).append(' '));
        return models.toString().strip();
    }

    @Test
    void aChangeNamesTheRevisionThatWasReadAndADeletedOneIsRestored() {
        String path = preference("changed", "old", 0, null);
        assertEquals(
                "new",
                api.patch(path, "{\"model\": \"new\", \"priority\": 3}", "\"1\"")
                        .expect(200)
                        .json()
                        .path("model")
                        .asText());
        api.patch(path, "{}", "\"1\"").expect(412);
        api.delete(path).expect(204);
        api.get(PREFERENCES + "/resolve?task=changed").expect(404);
        assertEquals(
                3,
                api.post(path + "/restore", "")
                        .expect(200)
                        .json()
                        .path("priority")
                        .asInt());
        assertEquals("new", resolved("task=changed"));
    }
}
