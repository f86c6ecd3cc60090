package dev.statehouse.crud.project;

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
class StyleGuideTest {

    private static final String GUIDES = "/v1/style-guides";

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

    private Api.Answer guide(String language, String name, String project) {
        return api.post(
                GUIDES,
                "{\"language\": \"%s\", \"name\": \"%s\", \"projectId\": %s}".formatted(language, name, project));
    }

    @Test
    void aGuideIsCreatedAndShown() {
        Api.Answer created = api.post(GUIDES, """
                        {"language": "en-GB", "name": "House", "content": "Short words.", "settings": {"oxford": true}}
                        """).expect(201);
        assertTrue(created.json().path("projectId").isNull());
        Api.Answer shown = api.get(created.header("location")).expect(200);
        assertEquals(created.json(), shown.json());
        api.send("GET", created.header("location"), Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void aNameIsTakenOnceInEachPlaceAndLanguage() {
        String project = "\"" + project("named") + "\"";
        guide("c++", "Same", "null").expect(201);
        guide("c++", "Same", project).expect(201);
        guide("ruby", "Same", "null").expect(201);
        Api.Answer refused = guide("c++", "Same", "null").expect(409);
        assertEquals("/name", refused.json().at("/errors/0/pointer").asText());
        guide("c++", "Same", project).expect(409);
    }

    @Test
    void listsAreFilteredAndShowNoContent() {
        String project = project("listed");
        guide("fr", "All", "null").expect(201);
        guide("fr", "Project's", "\"" + project + "\"").expect(201);
        guide("de", "Project's", "\"" + project + "\"").expect(201);
        assertEquals(2, list("language=fr").size());
        assertEquals(2, list("project=" + project).size());
        JsonNode both = list("language=fr&project=" + project);
        assertEquals("Project's", both.at("/0/name").asText());
        assertTrue(both.at("/0/content").isMissingNode());
    }

    private JsonNode list(String query) {
        return api.get(GUIDES + "?" + query).expect(200).json().path("data");
    }

    @Test
    void aGuideMovesBetweenProjectAndWorkspace() {
        String project = project("moved");
        String path = guide("es", "Moves", "null").expect(201).header("location");
        Api.Answer moved = api.patch(path, "{\"projectId\": \"%s\"}".formatted(project), "\"1\"")
                .expect(200);
        assertEquals(project, moved.json().path("projectId").asText());
        assertEquals(
                project,
                api.patch(path, "{\"content\": \"New\"}", moved.header("etag"))
                        .expect(200)
                        .json()
                        .path("projectId")
                        .asText());
        assertTrue(api.patch(path, "{\"projectId\": null}", "*")
                .expect(200)
                .json()
                .path("projectId")
                .isNull());
        api.patch(path, "{}", "\"1\"").expect(412);
    }

    @Test
    void aDeletedGuideIsGoneUntilItIsRestored() {
        String path = guide("it", "Gone", "null").expect(201).header("location");
        api.delete(path).expect(204);
        api.get(path).expect(404);
        guide("it", "Gone", "null").expect(409);
        assertEquals(1, list("language=it&active=false").size());
        api.post(path + "/restore", "").expect(200);
        assertEquals(1, list("language=it").size());
    }

    @Test
    void withItsProjectAGuideGoesAndComesBack() {
        String project = project("with");
        String path = guide("pt", "With", "\"" + project + "\"").expect(201).header("location");
        api.delete("/v1/projects/" + project).expect(204);
        api.get(path).expect(404);
        api.patch(path, "{}", "*").expect(404);
        assertEquals(0, list("language=pt").size());
        guide("pt", "Other", "\"" + project + "\"").expect(422);
        api.post("/v1/projects/" + project + "/restore", "").expect(200);
        api.get(path).expect(200);
    }
}
