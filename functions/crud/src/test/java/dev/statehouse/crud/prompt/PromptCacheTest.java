package dev.statehouse.crud.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptCacheTest {

    private TestDatabase database;
    private ApplicationContext one;
    private ApplicationContext other;
    private Api api;
    private Api otherInstance;
    private UUID workspace;

    @BeforeAll
    void start() {
        database = TestDatabase.fresh();
        workspace = new Rows(database).workspace();
        one = ApplicationContext.run(database.properties("statehouse_app"));
        other = ApplicationContext.run(database.properties("statehouse_app"));
        api = new Api(new HttpFunction(one), TestCaller.of(workspace, "editor"));
        otherInstance = new Api(new HttpFunction(other), TestCaller.of(workspace, "editor"));
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aResolvedPromptIsKeptUntilItsLabelMoves() {
        String card = released(api, "kept");
        assertEquals("version 1", template(api, "kept"));
        behindItsBack("kept");
        assertEquals("version 1", template(api, "kept"));
        assertEquals("version 1", template(otherInstance, "kept"), "another instance reads what Redis keeps");
        api.put(card + "/labels/production", "{\"version\": 2}", "*").expect(200);
        assertEquals("version 2", template(api, "kept"));
    }

    @Test
    void otherInstancesSeeAMoveWithinTwoSeconds() throws InterruptedException {
        String card = released(api, "elsewhere");
        assertEquals("version 1", template(otherInstance, "elsewhere"));
        api.put(card + "/labels/production", "{\"version\": 2}", "*").expect(200);
        Instant deadline = Instant.now().plusSeconds(4);
        while (!template(otherInstance, "elsewhere").equals("version 2")) {
            assertTrue(Instant.now().isBefore(deadline), "still the old version");
            Thread.sleep(100);
        }
    }

    @Test
    void anIncludedPromptsMoveChangesWhatIncludesIt() {
        String inner = released(api, "inner");
        String outer = api.post(
                        "/v1/prompt-cards", "{\"title\": \"outer\", \"version\": {\"template\": \"<{{> inner}}>\"}}")
                .expect(201)
                .header("location");
        api.put(outer + "/labels/production", "{\"version\": 1}").expect(200);
        assertEquals("<version 1>", template(api, "outer"));
        api.put(inner + "/labels/production", "{\"version\": 2}", "*").expect(200);
        assertEquals("<version 2>", template(api, "outer"));
    }

    @Test
    void aPrivatePromptIsKeptForNobody() {
        UUID owner = new Rows(database).member(workspace, "editor");
        Api owners = api.as(TestCaller.of(workspace, "editor").actingFor(owner));
        String card = owners.post(
                        "/v1/prompt-cards",
                        "{\"title\": \"mine\", \"visibility\": \"private\", \"version\": {\"template\": \"secret\"}}")
                .expect(201)
                .header("location");
        owners.put(card + "/labels/production", "{\"version\": 1}").expect(200);
        assertEquals("secret", template(owners, "mine"));
        api.get("/v1/prompts/mine").expect(404);
        otherInstance.get("/v1/prompts/mine").expect(404);
    }

    @Test
    void withoutRedisEveryAnswerIsTheSame() throws IOException {
        String card = released(api, "unhelped");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // Accepts connections and never says a word: worse than a closed port.
            for (int port : new int[] {1, silent.getLocalPort()}) {
                Map<String, Object> properties = database.properties("statehouse_app");
                properties.put("redis.port", port);
                properties.remove("redis.timeout-ms");
                try (ApplicationContext context = ApplicationContext.run(properties)) {
                    Api unhelped = new Api(new HttpFunction(context), TestCaller.of(workspace, "editor"));
                    assertEquals("version 1", template(unhelped, "unhelped"));
                    Instant began = Instant.now();
                    unhelped.put(card + "/labels/staging", "{\"version\": 2}", "*")
                            .status();
                    assertEquals("version 2", template(unhelped, "unhelped?label=latest"));
                    assertTrue(Duration.between(began, Instant.now()).toSeconds() < 2, "a dead Redis holds nothing up");
                }
            }
        }
    }

    private void behindItsBack(String slug) {
        database.asOwner(
                "UPDATE prompt_labels SET version_number = 2 WHERE card_id = (SELECT id FROM prompt_cards WHERE slug = '%s')"
                        .formatted(slug));
    }

    private static String template(Api api, String prompt) {
        return api.get("/v1/prompts/" + prompt)
                .expect(200)
                .json()
                .path("template")
                .asText();
    }

    private static String released(Api api, String slug) {
        String card = api.post(
                        "/v1/prompt-cards",
                        "{\"title\": \"%s\", \"version\": {\"template\": \"version 1\"}}".formatted(slug))
                .expect(201)
                .header("location");
        api.post(card + "/versions", "{\"template\": \"version 2\"}").expect(201);
        api.put(card + "/labels/production", "{\"version\": 1}").expect(200);
        return card;
    }
}
