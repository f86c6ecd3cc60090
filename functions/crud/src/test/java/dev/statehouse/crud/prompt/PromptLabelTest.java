package dev.statehouse.crud.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
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
class PromptLabelTest {

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
    void aLabelIsMadeMovedAndItsMovesAreKept() {
        String label = card("Moved", 3) + "/labels/production";
        Api.Answer made = api.put(label, "{\"version\": 1}").expect(200);
        assertEquals(1, made.json().path("version").asInt());
        Api.Answer moved =
                api.put(label, "{\"version\": 2}", made.header("etag")).expect(200);
        assertEquals(2, moved.json().path("version").asInt());
        assertEquals(moved.header("etag"), api.get(label).expect(200).header("etag"));

        JsonNode moves = api.get(label + "/moves").expect(200).json().path("data");
        assertEquals(2, moves.size());
        assertEquals(1, moves.path(0).path("fromVersion").asInt());
        assertEquals(2, moves.path(0).path("toVersion").asInt());
        assertTrue(moves.path(1).path("fromVersion").isNull());
    }

    @Test
    void aMoveComparesBeforeItSets() {
        String label = card("Compared", 3) + "/labels/staging";
        String first = api.put(label, "{\"version\": 1}").expect(200).header("etag");
        api.put(label, "{\"version\": 2}").expect(428);
        api.put(label, "{\"version\": 2}", first).expect(200);
        api.put(label, "{\"version\": 3}", first).expect(412);
        assertEquals(2, api.get(label).json().path("version").asInt());
        api.put(label, "{\"version\": 3}", "*").expect(200);
        assertEquals(
                "/version",
                api.put(label, "{\"version\": 9}", "*")
                        .expect(422)
                        .json()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asText());
    }

    @Test
    void ofManyMoversWithOneEtagOneWins() throws Exception {
        String label = card("Contended", 2) + "/labels/production";
        String etag = api.put(label, "{\"version\": 1}").expect(200).header("etag");
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> statuses = IntStream.range(0, 8)
                    .mapToObj(i -> executor.submit(
                            () -> api.put(label, "{\"version\": 2}", etag).status()))
                    .toList();
            int won = 0;
            for (Future<Integer> status : statuses) {
                won += status.get() == 200 ? 1 : 0;
            }
            assertEquals(1, won);
        }
        assertEquals(2, api.get(label + "/moves").json().path("data").size());
    }

    @Test
    void rollbacksTakeOneMoveAfterTheOtherBack() {
        String label = card("Rolled back", 3) + "/labels/production";
        api.put(label, "{\"version\": 1}").expect(200);
        api.put(label, "{\"version\": 2}", "*").expect(200);
        api.put(label, "{\"version\": 3}", "*").expect(200);
        assertEquals(2, rollback(label));
        assertEquals(1, rollback(label));
        api.post(label + "/rollback", "").expect(409);
        api.put(label, "{\"version\": 3}", "*").expect(200);
        assertEquals(1, rollback(label));
        JsonNode newest = api.get(label + "/moves").json().path("data").path(0);
        assertEquals(3, newest.path("fromVersion").asInt());
        assertTrue(newest.path("undoes").isTextual());
    }

    private int rollback(String label) {
        return api.post(label + "/rollback", "")
                .expect(200)
                .json()
                .path("version")
                .asInt();
    }

    @Test
    void aProtectedLabelMovesAtAnAdminsHandOnly() {
        String card = card("Protected", 2);
        Api admin = api.as(TestCaller.of(crud.workspace(), "admin"));
        api.put("/v1/protected-labels/live", "").expect(403);
        admin.put("/v1/protected-labels/live", "").expect(204);
        assertEquals(
                "live",
                api.get("/v1/protected-labels")
                        .json()
                        .path("data")
                        .path(0)
                        .path("name")
                        .asText());
        api.put(card + "/labels/live", "{\"version\": 1}").expect(403);
        admin.put(card + "/labels/live", "{\"version\": 1}").expect(200);
        admin.put(card + "/labels/live", "{\"version\": 2}", "*").expect(200);
        api.post(card + "/labels/live/rollback", "").expect(403);
        api.send("DELETE", card + "/labels/live", java.util.Map.of("if-match", "*"), null)
                .expect(403);
        admin.delete("/v1/protected-labels/live").expect(204);
        api.post(card + "/labels/live/rollback", "").expect(200);
    }

    @Test
    void aRemovedLabelLeavesItsHistory() {
        String label = card("Removed", 1) + "/labels/old";
        api.put(label, "{\"version\": 1}").expect(200);
        api.delete(label).expect(428);
        api.send("DELETE", label, java.util.Map.of("if-match", "*"), null).expect(204);
        api.get(label).expect(404);
        assertTrue(api.get(label + "/moves")
                .json()
                .path("data")
                .path(0)
                .path("toVersion")
                .isNull());
        api.put(label, "{\"version\": 1}").expect(200);
    }

    @Test
    void namesAreChecked() {
        String labels = card("Names", 1) + "/labels/";
        api.put(labels + "latest", "{\"version\": 1}").expect(400);
        api.put(labels + "UPPER", "{\"version\": 1}").expect(400);
        api.put(labels + "x".repeat(65), "{\"version\": 1}").expect(400);
        api.put(labels + "v1.2_rc-3", "{\"version\": 1}").expect(200);
    }

    private String card(String title, int versions) {
        String card = api.post("/v1/prompt-cards", "{\"title\": \"%s\"}".formatted(title))
                .expect(201)
                .header("location");
        for (int i = 1; i <= versions; i++) {
            api.post(card + "/versions", "{\"template\": \"version %d\"}".formatted(i))
                    .expect(201);
        }
        return card;
    }
}
