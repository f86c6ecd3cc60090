package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One key, one effect: however often, however much at once, whatever else is sent under it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {

    private static final String CARDS = "/v1/prompt-cards";
    private static final int DUPLICATES = 50;
    private static final int KEYS = 200;

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        // As many connections as on as many instances, so that duplicates meet in the database and not before it.
        crud = new Crud(java.util.Map.of("database.pool-size", 10, "datasources.default.connection-timeout", 20_000));
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void ofManyDuplicatesAtOnceOneTakesEffect() throws Exception {
        int replays = 0;
        CyclicBarrier together = new CyclicBarrier(DUPLICATES);
        try (ExecutorService clients = Executors.newFixedThreadPool(DUPLICATES)) {
            for (int k = 0; k < KEYS; k++) {
                String title = "Duplicated " + k;
                String key = "key " + k;
                List<Future<Api.Answer>> sent = new ArrayList<>();
                for (int d = 0; d < DUPLICATES; d++) {
                    sent.add(clients.submit(() -> {
                        together.await();
                        return api.post(CARDS, body(title), key);
                    }));
                }
                replays += check(title, sent);
            }
        }
        assertTrue(replays > 0, "no duplicate was answered from what was kept");
    }

    private int check(String title, List<Future<Api.Answer>> sent) throws Exception {
        List<Api.Answer> firsts = new ArrayList<>();
        List<Api.Answer> replays = new ArrayList<>();
        for (Future<Api.Answer> future : sent) {
            Api.Answer answer = future.get();
            if (answer.status() == 409) {
                assertEquals(
                        "urn:statehouse:problem:request-in-flight",
                        answer.json().path("type").asText());
            } else {
                answer.expect(201);
                (answer.header("idempotency-replayed").isEmpty() ? firsts : replays).add(answer);
            }
        }
        assertEquals(1, firsts.size(), title);
        replays.forEach(replay -> assertSame(firsts.getFirst(), replay));
        assertEquals(1, cards(title));
        return replays.size();
    }

    private static void assertSame(Api.Answer first, Api.Answer replay) {
        assertEquals("true", replay.header("idempotency-replayed"));
        assertEquals(first.status(), replay.status());
        assertEquals(first.body(), replay.body());
        for (String header : List.of("location", "etag", "content-type")) {
            assertEquals(first.header(header), replay.header(header), header);
        }
    }

    @Test
    void aKeyIsForOneRequest() {
        api.post(CARDS, body("One request"), "one").expect(201);
        String before = crud.state();

        api.post(CARDS, body("Another request"), "one").expect(422);
        api.post(CARDS + "?x=1", body("One request"), "one").expect(422);
        api.post("/v1/projects", "{\"slug\": \"one\", \"name\": \"One\"}", "one")
                .expect(422);
        assertEquals(before, crud.state());
    }

    @Test
    void aKeyIsOneCallersOwn() {
        api.post(CARDS, body("Callers"), "shared").expect(201);
        Api colleague = crud.api().as(TestCaller.of(crud.workspace(), "editor"));
        Api.Answer other = colleague.post(CARDS, body("Callers"), "shared").expect(201);

        assertEquals("", other.header("idempotency-replayed"));
        assertEquals(2, cards("Callers"));
    }

    @Test
    void aFailureKeepsNothing() {
        api.post(CARDS, "{\"title\": \"\"}", "failed").expect(422);
        api.post(CARDS, "{\"title\": \"x\", \"projectId\": \"%s\"}".formatted(crud.workspace()), "failed")
                .expect(422);

        Api.Answer mended = api.post(CARDS, body("Mended"), "failed").expect(201);
        assertEquals("", mended.header("idempotency-replayed"));
    }

    @Test
    void aReplayOutlivesWhatItMade() {
        Api.Answer created = api.post(CARDS, body("Short-lived"), "replayed").expect(201);
        api.delete(created.header("location")).expect(204);

        assertSame(created, api.post(CARDS, body("Short-lived"), "replayed"));
        assertEquals(404, api.get(created.header("location")).status());
    }

    private static String body(String title) {
        return "{\"title\": \"%s\", \"version\": {\"template\": \"x\"}}".formatted(title);
    }

    private int cards(String title) {
        return crud.count("SELECT count(*) FROM prompt_cards WHERE title = '%s'".formatted(title));
    }

    @Test
    void whatIsKeptOfARequestIsNoDigestThatCouldBeGuessedAt() throws Exception {
        Map<String, String> headers = Map.of(
                "content-type", "application/json", "authorization", "Bearer of-a-key", "idempotency-key", "keyed");
        api.send("POST", CARDS, headers, body("Keyed")).expect(201);
        Api.Answer replay = api.send("POST", CARDS, headers, body("Keyed")).expect(201);
        assertEquals("true", replay.header("idempotency-replayed"));

        byte[] plain = MessageDigest.getInstance("SHA-256")
                .digest(("POST " + CARDS + "\n" + body("Keyed")).getBytes(StandardCharsets.UTF_8));
        try (Connection connection = crud.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT request_sha256 FROM app.idempotency_keys WHERE key = 'keyed'")) {
            assertTrue(row.next());
            assertFalse(MessageDigest.isEqual(plain, row.getBytes(1)));
        }
    }
}
