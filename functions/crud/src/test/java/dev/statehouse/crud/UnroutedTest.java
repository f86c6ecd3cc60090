package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.layout.Project;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the gateway has no route for, as its {@code $default} route brings it here: without an authorizer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnroutedTest {

    private Crud crud;
    private Api nobody;

    @BeforeAll
    void start() {
        crud = new Crud();
        nobody = new Api(crud.function(), null);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private Api.Answer send(String method, String path) {
        Map<String, Object> event = nobody.event(method, path, Map.of(), null, false);
        event.put("routeKey", "$default");
        return nobody.send(event);
    }

    @Test
    void aMethodThatThePathHasNotNamesThoseThatItHas() {
        Api.Answer answer = send("DELETE", "/v1/projects").expect(405);
        assertEquals("GET, POST", answer.header("allow"));
        assertEquals("application/problem+json", answer.header("content-type"));
        assertEquals(
                "DELETE is not a method of this path",
                answer.json().path("detail").asText());
        assertEquals(
                "DELETE, GET, PATCH",
                send("PUT", "/v1/prompt-cards/01900000-0000-7000-8000-000000000001")
                        .expect(405)
                        .header("allow"));
    }

    @Test
    void pathsOfOtherFunctionsAreKnown() {
        assertEquals("GET", send("POST", "/v1/search/prompts").expect(405).header("allow"));
    }

    @Test
    void headIsNoMethodAndHasNoBody() {
        Api.Answer answer = send("HEAD", "/v1/projects").expect(405);
        assertEquals("", answer.body());
        assertEquals("GET, POST", answer.header("allow"));
    }

    @Test
    void allElseIsNotThere() {
        for (String path :
                new String[] {"/", "/v1", "/v2/projects", "/v1/projects/", "/v1/prompt-cards/a/b/c", "/v1/%0a"}) {
            assertEquals(
                    "Not found",
                    send("GET", path).expect(404).json().path("title").asText(),
                    path);
        }
    }

    @Test
    void everyRouteOfTheTemplateIsRead() {
        String template = Project.text("template.yaml");
        long routes = 0;
        String path = "";
        for (String line : template.split("\n", -1)) {
            if (Pattern.matches(" +/v1/\\S*:", line)) {
                path = line.strip().replace(":", "").replaceAll("\\{\\w+}", "x");
            } else if (Pattern.matches(" +(get|put|post|patch|delete):", line)) {
                String method = line.strip().replace(":", "").toUpperCase(java.util.Locale.ROOT);
                String allowed = send("BREW", path).expect(405).header("allow");
                assertTrue(allowed.contains(method), () -> method + " is not among " + allowed);
                routes++;
            }
        }
        // Each has an integration, and the default route one more.
        assertEquals(template.split("x-amazon-apigateway-integration:", -1).length - 2, routes);
    }
}
