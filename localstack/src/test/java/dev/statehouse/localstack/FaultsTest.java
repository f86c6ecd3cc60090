package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Signals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What clients see while servers and functions die, freeze and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final String CARDS = "/v1/prompt-cards";
    private static final String CRUD = "CrudFunction";
    private static final Duration ROLES_IDLE_IN_TRANSACTION = Duration.ofSeconds(5);

    private FaultStack stack;
    private String key;
    private String strangersKey;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        stack = FaultStack.start();
        key = stack.workspace("first");
        strangersKey = stack.workspace("second");
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        stack.close();
    }

    @Test
    void whatOneWorkspaceMakesAnotherDoesNotSee() throws IOException, InterruptedException {
        String card = card("Linux Terminal");

        assertEquals(
                "Linux Terminal",
                get(CARDS + "/" + card, key).json().path("title").asText());
        get(CARDS + "/" + card, strangersKey).expect(404);
        assertEquals(0, get(CARDS, strangersKey).expect(200).json().path("data").size());
    }

    @Test
    void badCredentialsAre401() throws IOException, InterruptedException {
        for (String bad : List.of("nonsense", key.substring(0, key.length() - 1) + "x", "sth_" + "a".repeat(5_000))) {
            FaultStack.Answer answer = get(CARDS, bad);
            assertEquals(401, answer.status(), answer.body());
            assertEquals("application/problem+json", answer.header("content-type"));
        }
        assertEquals(401, stack.send("GET", CARDS, null, null).status());
    }

    @Test
    void aRevokedKeyIs401WithinFiveSeconds() throws IOException, InterruptedException, SQLException {
        String revoked = stack.workspace("revoked");
        get(CARDS, revoked).expect(200);
        asSuperuser("UPDATE app.api_keys SET revoked_at = now() WHERE workspace_id ="
                + " (SELECT id FROM app.workspaces WHERE slug = 'revoked')");

        Instant latest = Instant.now().plusSeconds(5);
        FaultStack.Answer answer = get(CARDS, revoked);
        while (answer.status() == 200 && Instant.now().isBefore(latest)) {
            Thread.sleep(100);
            answer = get(CARDS, revoked);
        }
        answer.expect(401);
        assertEquals(
                "the credentials were revoked", answer.json().path("detail").asText());
    }

    @Test
    void unknownRoutesAndMethodsAreOurs() throws IOException, InterruptedException {
        assertEquals(
                "there is nothing at this path",
                get("/v1/nothing", key).expect(404).json().path("detail").asText());
        assertEquals(
                "DELETE is not a method of this path",
                stack.send("DELETE", CARDS, key, null)
                        .expect(405)
                        .json()
                        .path("detail")
                        .asText());
        assertEquals(
                "", stack.send("HEAD", "/v1/nothing", key, null).expect(404).body());
    }

    @Test
    void whatIsTooLargeIsRefusedAndNothingBreaks() throws IOException, InterruptedException {
        stack.send("POST", CARDS, key, "{\"title\": \"" + "x".repeat(10_100_000) + "\"}")
                .expect(413);
        stack.send("POST", CARDS, key, "{\"title\": \"" + "x".repeat(6_300_000) + "\"}")
                .expect(413);
        stack.send("POST", CARDS, key, "{\"title\": \"" + "x".repeat(5_000_000) + "\"}")
                .expect(422);
        stack.send("GET", CARDS, key, null, "x-long", "x".repeat(30_000)).expect(431);
        get(CARDS, key).expect(200);
    }

    @Test
    void aRestartOfPostgresqlLosesNothingThatWasAcknowledged() throws Exception {
        card("Warm");
        Writers writers = Writers.start(stack, key, "restart", 6);
        Thread.sleep(2_000);
        List<Integer> before = stack.pids(CRUD);
        List<Integer> authorizersBefore = stack.pids("AuthorizerFunction");
        long killed = System.nanoTime();
        // SIGQUIT: "immediate" shutdown, which ends all sessions where they stand and recovers from the log.
        Signals.send("QUIT", stack.pidOf("postgresql"));
        Thread.sleep(2_000);
        stack.startServers();
        long up = System.nanoTime();
        Thread.sleep(4_000);
        writers.close();

        Map<Integer, Long> statuses = writers.log().stream()
                .collect(Collectors.groupingBy(sent -> sent.answer().status(), Collectors.counting()));
        long firstSuccess = writers.log().stream()
                .filter(sent -> sent.answer().status() == 201 && sent.endedNanos() > up)
                .mapToLong(Writers.Sent::endedNanos)
                .min()
                .orElseThrow();
        System.out.printf(
                "PostgreSQL away for %d ms: answers %s; first success %d ms after it was back%n",
                (up - killed) / 1_000_000, statuses, (firstSuccess - up) / 1_000_000);
        for (Writers.Sent sent : writers.log()) {
            if (sent.answer().status() != 201) {
                assertEquals(503, sent.answer().status(), sent.answer().body());
                assertEquals(
                        "1", sent.answer().header("retry-after"), sent.answer().body());
            }
        }
        assertEquals(before, stack.pids(CRUD), "a function had to be started again");
        assertEquals(authorizersBefore, stack.pids("AuthorizerFunction"), "the authorizer had to be started again");
        assertKept(writers);
    }

    /** Each acknowledged card is there; each request that failed succeeds when it is sent again, and none made two cards. */
    private void assertKept(Writers writers) throws Exception {
        for (Map.Entry<Integer, String> card : writers.acknowledged().entrySet()) {
            patiently(() -> get(CARDS + "/" + card.getValue(), key)).expect(200);
        }
        for (Writers.Sent sent : writers.log()) {
            if (sent.answer().status() != 201) {
                patiently(() -> writers.send(sent.number())).expect(201);
            }
        }
        assertEquals(
                writers.log().size(),
                number("SELECT count(*) FROM app.prompt_cards WHERE title LIKE '%s %%'".formatted(writers.name())));
    }

    /** Again after 503, as its Retry-After asks: two cores that start processes may take longer than a pool waits. */
    private static FaultStack.Answer patiently(Callable<FaultStack.Answer> request) throws Exception {
        FaultStack.Answer answer = request.call();
        for (int tries = 1; tries < 10 && answer.status() == 503; tries++) {
            Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.header("retry-after"))));
            answer = request.call();
        }
        return answer;
    }

    @Test
    void aFunctionKilledUnderLoadCostsOnlyWhatItHadInHand() throws Exception {
        card("Warm");
        Writers writers = Writers.start(stack, key, "killed", 4);
        Thread.sleep(1_000);
        List<Integer> before = stack.pids(CRUD);
        for (int pid : before) {
            Signals.send("KILL", pid);
        }
        Thread.sleep(1_000);
        writers.close();

        List<Writers.Sent> failed = writers.log().stream()
                .filter(sent -> sent.answer().status() != 201 && sent.answer().status() != 503)
                .toList();
        // The gateway's own answer, as AWS gives it: nobody is left who could write another.
        failed.forEach(
                sent -> assertEquals(500, sent.answer().status(), sent.answer().body()));
        assertTrue(failed.size() <= before.size(), failed.size() + " requests failed");
        assertTrue(stack.pids(CRUD).stream().noneMatch(before::contains));
        assertKept(writers);
    }

    @Test
    void aFunctionFrozenInATransactionFreesItsLocks() throws Exception {
        String card = CARDS + "/" + card("Frozen");
        // A change to this title takes a second inside its transaction, which is long enough to be frozen in.
        asSuperuser("""
                CREATE FUNCTION app.take_a_second() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(1); RETURN NEW; END $$;
                GRANT EXECUTE ON FUNCTION app.take_a_second() TO statehouse_app;
                CREATE TRIGGER slow BEFORE UPDATE ON app.prompt_cards FOR EACH ROW
                WHEN (NEW.title = 'Slow') EXECUTE FUNCTION app.take_a_second()""");
        get(card, key).expect(200);
        CompletableFuture<FaultStack.Answer> slow = CompletableFuture.supplyAsync(() -> change(card, "Slow"));
        Thread.sleep(500);
        List<Integer> frozen = stack.pids(CRUD);
        try {
            for (int pid : frozen) {
                Signals.send("STOP", pid);
            }
            await("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'", 1);
            long began = System.nanoTime();
            await(
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' OR query LIKE 'UPDATE%'"
                            + " AND state = 'active' AND usename = 'statehouse_app'",
                    0);
            Duration held = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf("a frozen function held its row lock for %d ms%n", held.toMillis());
            assertTrue(held.compareTo(ROLES_IDLE_IN_TRANSACTION.plusSeconds(3)) < 0, "held for " + held);
        } finally {
            for (int pid : frozen) {
                Signals.send("CONT", pid);
            }
        }
        FaultStack.Answer thawed = slow.get();
        assertEquals(503, thawed.status(), thawed.body());
        assertEquals("Frozen", get(card, key).expect(200).json().path("title").asText());
        assertEquals(200, change(card, "Thawed").status());
    }

    @Test
    void redisDownHangingOrEmptyChangesNoAnswer() throws Exception {
        String id = card("Cached");
        for (int version = 2; version <= 20; version++) {
            stack.send("POST", CARDS + "/" + id + "/versions", key, "{\"template\": \"text %d\"}".formatted(version))
                    .expect(201);
        }
        List<String> truth = resolved("with Redis");
        stack.redis("FLUSHALL");
        assertEquals(truth, resolved("flushed"));
        int redis = stack.pidOf("redis");
        Signals.send("STOP", redis);
        try {
            assertEquals(truth, resolved("hanging"));
        } finally {
            Signals.send("CONT", redis);
        }
        Signals.send("KILL", redis);
        assertEquals(truth, resolved("killed"));
        stack.startServers();
        assertNotEquals(redis, stack.pidOf("redis"));
        assertEquals(truth, resolved("back"));
    }

    /** All versions' texts, read past what functions remember for two seconds. */
    private List<String> resolved(String state) throws Exception {
        Thread.sleep(2_100);
        List<String> texts = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        for (int version = 1; version <= 20; version++) {
            FaultStack.Answer answer = get("/v1/prompts/cached?version=" + version, key);
            assertEquals(200, answer.status(), state + ": " + answer.body());
            texts.add(answer.body());
            took.add(answer.took());
        }
        took.sort(null);
        System.out.printf(
                "Redis %s: median %d ms, slowest %d ms%n",
                state, took.get(10).toMillis(), took.getLast().toMillis());
        return texts;
    }

    private FaultStack.Answer get(String path, String as) throws IOException, InterruptedException {
        return stack.send("GET", path, as, null);
    }

    private String card(String title) throws IOException, InterruptedException {
        String id = stack.send(
                        "POST",
                        CARDS,
                        key,
                        "{\"title\": \"%s\", \"version\": {\"template\": \"text 1\"}}".formatted(title))
                .expect(201)
                .json()
                .path("id")
                .asText();
        assertFalse(id.isEmpty());
        return id;
    }

    private FaultStack.Answer change(String card, String title) {
        try {
            return stack.send("PATCH", card, key, "{\"title\": \"%s\"}".formatted(title), "if-match", "*");
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection connection = stack.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = stack.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void await(String sql, int wanted) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (number(sql) != wanted) {
            assertTrue(System.nanoTime() < deadline, "not " + wanted + ": " + sql);
            Thread.sleep(100);
        }
    }
}
