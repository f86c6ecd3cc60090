package dev.statehouse.crud.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectTest {

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
                .header("location");
    }

    @Test
    void aProjectIsCreatedAndShown() {
        Api.Answer created = api.post("/v1/projects", """
                        {"slug": "paid", "name": "Paid", "description": "Agents at work",
                         "labels": {"plan": "paid-plan"}, "settings": {"budget": 1.10}}
                        """).expect(201);
        assertEquals("paid-plan", created.json().at("/labels/plan").asText());
        assertTrue(created.json().path("active").asBoolean());
        assertTrue(created.body().contains("1.10"), "numbers keep their digits");

        String path = created.header("location");
        Api.Answer shown = api.get(path).expect(200);
        assertEquals(created.json(), shown.json());
        assertEquals("\"1\"", shown.header("etag"));
        api.send("GET", path, Map.of("if-none-match", "\"1\""), null).expect(304);
    }

    @Test
    void ofANewProjectOnlyItsNamesMustBeKnown() {
        JsonNode bare = api.get(project("bare")).expect(200).json();
        assertEquals("", bare.path("description").asText("-"));
        assertEquals("{}", bare.path("labels").toString());
        assertEquals("{}", bare.path("settings").toString());
    }

    @Test
    void listsAreFilteredByWhatLabelsAndSettingsContain() {
        for (int i = 1; i <= 5; i++) {
            api.post("/v1/projects", """
                            {"slug": "listed-%d", "name": "Listed %d", "labels": %s, "settings": {"listed": {"n": %d}}}
                            """.formatted(
                                    i, i, i == 5 ? "[\"a\", \"b\"]" : "{\"plan\": \"p" + i % 2 + "\"}", i))
                    .expect(201);
        }
        assertEquals("Listed 4 Listed 2", names("labels", "{\"plan\": \"p0\"}"));
        assertEquals("Listed 5", names("labels", "[\"b\"]"));
        assertEquals("Listed 3", names("settings", "{\"listed\": {\"n\": 3}}"));
        assertEquals("", names("settings", "{\"listed\": {\"n\": 3, \"m\": 3}}"));

        String filter = "/v1/projects?settings=" + encoded("{\"listed\": {}}") + "&limit=3";
        JsonNode first = api.get(filter).expect(200).json();
        assertEquals("Listed 5", first.at("/data/0/name").asText());
        JsonNode second = api.get(filter + "&cursor=" + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("Listed 1", second.at("/data/1/name").asText());
        assertFalse(second.path("hasMore").asBoolean());
    }

    private String names(String parameter, String json) {
        StringBuilder names = new StringBuilder();
        api.get("/v1/projects?" + parameter + "=" + encoded(json))
                .expect(200)
                .json()
                .path("data")
                .forEach(project -> names.append(project.path("name").asText()).append(' '));
        return names.toString().strip();
    }

    private static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    @Test
    void aChangeNamesTheRevisionThatWasRead() {
        String path = project("changed");
        Api.Answer changed = api.patch(path, "{\"name\": \"Other\", \"labels\": [\"a\"]}", "\"1\"")
                .expect(200);
        assertEquals("\"2\"", changed.header("etag"));
        assertEquals("[\"a\"]", changed.json().path("labels").toString());
        assertEquals("{}", changed.json().path("settings").toString(), "what is absent stays");
        api.patch(path, "{\"name\": \"Late\"}", "\"1\"").expect(412);
        assertEquals("Other", api.get(path).json().path("name").asText());
    }

    @Test
    void aDeletedProjectIsGoneWithItsIssuesUntilItIsRestored() {
        String path = project("gone");
        String issue =
                api.post(path + "/issues", "{\"title\": \"Stays\"}").expect(201).header("location");
        api.delete(path).expect(204);
        for (String gone : new String[] {path, issue, path + "/issues"}) {
            api.get(gone).expect(404);
        }
        api.patch(issue, "{}", "*").expect(404);
        api.post(path + "/issues", "{\"title\": \"Late\"}").expect(404);
        api.delete(path).expect(404);
        assertTrue(names("settings", "{}").indexOf("Project") >= 0);
        assertEquals(
                "gone",
                api.get("/v1/projects?active=false")
                        .expect(200)
                        .json()
                        .at("/data/0/slug")
                        .asText());
        api.post("/v1/projects", "{\"slug\": \"gone\", \"name\": \"Again\"}").expect(409);

        Api.Answer restored = api.post(path + "/restore", "").expect(200);
        assertEquals("\"3\"", restored.header("etag"));
        assertEquals("Stays", api.get(issue).expect(200).json().path("title").asText());
        api.post(path + "/restore", "").expect(404);
    }

    @Test
    void whatIsBeingRemovedForGoodIsNotRestored() {
        String path = project("given-up");
        String id = path.substring(path.lastIndexOf('/') + 1);
        crud.database()
                .asOwner("SELECT app.enter_workspace('%s'); SELECT app.begin_removal('project', '%s', 'given-up')"
                        .formatted(crud.workspace(), id));
        api.get(path).expect(404);
        api.post(path + "/restore", "").expect(409);
    }

    @Test
    void noCardComesIntoADeletedProject() {
        String path = project("closed");
        String id = path.substring(path.lastIndexOf('/') + 1);
        String inside = api.post("/v1/prompt-cards", "{\"title\": \"Inside\", \"projectId\": \"%s\"}".formatted(id))
                .expect(201)
                .header("location");
        String outside = api.post("/v1/prompt-cards", "{\"title\": \"Outside\"}")
                .expect(201)
                .header("location");
        api.delete(path).expect(204);

        api.post("/v1/prompt-cards", "{\"title\": \"New\", \"projectId\": \"%s\"}".formatted(id))
                .expect(422);
        api.patch(outside, "{\"projectId\": \"%s\"}".formatted(id), "*").expect(422);
        assertEquals(id, api.get(inside).expect(200).json().path("projectId").asText(), "it can be restored");
    }

    @Test
    void viewersReadAndEditorsWrite() {
        String path = project("read");
        Api viewer = api.as(TestCaller.of(crud.workspace(), "viewer"));
        viewer.get(path).expect(200);
        viewer.get(path + "/issues").expect(200);
        viewer.patch(path, "{}", "*").expect(403);
        viewer.delete(path).expect(403);
        viewer.post(path + "/issues", "{\"title\": \"x\"}").expect(403);
        api.as(TestCaller.of(crud.workspace(), "editor").scoped("issues:write"))
                .post(path + "/issues", "{\"title\": \"x\"}")
                .expect(201);
    }

    @Test
    void theLogTellsOfTheProjectsChangesAndNotOfItsCount() {
        String path = project("logged");
        String id = path.substring(path.lastIndexOf('/') + 1);
        api.post(path + "/issues", "{\"title\": \"x\"}").expect(201);
        api.patch(path, "{\"description\": \"told\"}", "*").expect(200);
        assertEquals(
                2,
                crud.count("SELECT count(*) FROM audit_entries WHERE relation = 'projects' AND row_id = '" + id + "'"));
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM audit_entries WHERE relation = 'issues' AND action = 'insert'"
                        + " AND after ->> 'project_id' = '" + id + "'"));
    }
}
