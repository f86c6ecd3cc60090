package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.data.limit.Operation;
import dev.statehouse.data.limit.Plan;
import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests beyond a limit are all in the log of whoever sent them, and cost no write each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitDenialTest {

    private static final String WRITE = "POST /v1/projects";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long QUOTA = Plan.FREE.ofWorkspace(Operation.WRITE);

    private final TestClock clock = new TestClock(Instant.now());
    private TestRedis redis;
    private TestIssuer issuer;
    private Authorizer authorizer;
    private UUID workspace;
    private Map<String, String> headers = Map.of();

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        redis = TestRedis.start(folder);
        issuer = new TestIssuer(folder);
        Map<String, Object> properties = new HashMap<>(redis.properties());
        properties.putAll(issuer.properties());
        properties.put("redis.timeout-ms", 10_000);
        properties.put("database.pool-size", 8);
        authorizer = new Authorizer(properties, clock);
    }

    @AfterAll
    void stop() {
        if (authorizer != null) {
            authorizer.close();
            issuer.close();
            redis.close();
        }
    }

    @BeforeEach
    void useAKey() {
        // The limits of this address are whole again.
        clock.move(MINUTE);
        workspace = authorizer.rows().workspace();
        headers = Map.of(
                "authorization", "Bearer " + authorizer.key(workspace, null).text());
    }

    private String write() {
        return authorizer.ask(WRITE, headers).path("denied").asText();
    }

    // Redis forgets a limit that is whole again by its own clock, so a slow beginning may be free.
    private void useUpTheLimit() {
        for (int i = 0; i < 2 * QUOTA; i++) {
            JsonNode answer = authorizer.ask(WRITE, headers);
            assertEquals("", answer.path("denied").asText());
            if (answer.path("rateLimit").asText().contains(";r=0;")) {
                return;
            }
        }
        throw new AssertionError("there is no limit");
    }

    private void refused(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals("rate", write());
        }
    }

    private void aMinuteGoesBy() {
        clock.move(MINUTE);
        // PostgreSQL has a clock of its own, and looks for entries since this.
        authorizer.database().asOwner("""
                UPDATE app.audit_entries SET action = 'login' WHERE action = 'refuse' AND workspace_id = '%s'
                """.formatted(workspace));
    }

    private int entries(String condition) {
        return count("audit_entries", "after ->> 'reason' = 'rate limit' AND " + condition);
    }

    private int count(String from, String condition) {
        return Sql.count(
                authorizer.database(),
                "SELECT count(*) FROM %s WHERE workspace_id = '%s' AND %s".formatted(from, workspace, condition));
    }

    /** With an entry of their own or in the count of one. */
    private int told() {
        return Sql.count(authorizer.database(), """
                SELECT count(*) + coalesce(sum((after ->> 'omitted')::int), 0) FROM audit_entries
                WHERE workspace_id = '%s' AND after ->> 'reason' = 'rate limit'
                """.formatted(workspace));
    }

    @Test
    void theyAreOneEntryAMinuteWhichTellsHowManyWereBeforeIt() {
        useUpTheLimit();
        refused(1);
        assertEquals(1, entries("""
                action = 'refuse' AND relation = 'operations' AND row_id = 'POST /v1/projects' AND via = 'key'
                AND credential_id = (SELECT id FROM api_keys k WHERE k.workspace_id = audit_entries.workspace_id)
                AND address IS NOT NULL AND after = '{"reason": "rate limit"}'
                """));
        refused(9);
        assertEquals(1, told());
        assertEquals(0, count("omitted_refusals", "true"), "none of them is written to PostgreSQL");
        aMinuteGoesBy();
        useUpTheLimit();
        assertEquals(1, told(), "what is allowed tells nothing");
        refused(1);
        assertEquals(1, entries("after ->> 'omitted' = '9' AND after ? 'since'"));
        assertEquals(11, told());
        assertEquals("", redis.command("ZRANGE", "refused", "0", "-1").strip());
    }

    @Test
    void anEntryOfTheSameMinuteLeavesThemCountedInPostgres() {
        useUpTheLimit();
        refused(4);
        clock.move(MINUTE);
        useUpTheLimit();
        refused(1);
        assertEquals(1, told());
        assertEquals(4, omitted());
    }

    private int omitted() {
        return Sql.count(
                authorizer.database(),
                "SELECT coalesce(sum(refusals), 0) FROM omitted_refusals WHERE workspace_id = '%s'"
                        .formatted(workspace));
    }

    @Test
    void whatPostgresCannotBeToldIsToldAMinuteLater() {
        useUpTheLimit();
        String function = "ON FUNCTION app.note_limited(uuid, text, uuid, text, text, text, bigint, timestamptz)";
        authorizer.database().asOwner("REVOKE EXECUTE " + function + " FROM statehouse_authorizer");
        try {
            refused(3);
        } finally {
            authorizer.database().asOwner("GRANT EXECUTE " + function + " TO statehouse_authorizer");
        }
        assertEquals(0, told());
        clock.move(MINUTE);
        useUpTheLimit();
        refused(1);
        assertEquals(4, told());
    }

    @Test
    void ofManyAtOnceNoneIsLost() throws Exception {
        useUpTheLimit();
        try (ExecutorService many = Executors.newFixedThreadPool(6)) {
            List<Callable<String>> requests = IntStream.range(0, 300)
                    .<Callable<String>>mapToObj(i -> this::write)
                    .toList();
            for (Future<String> answer : many.invokeAll(requests)) {
                assertEquals("rate", answer.get());
            }
        }
        assertEquals(1, told());
        aMinuteGoesBy();
        useUpTheLimit();
        refused(1);
        assertEquals(301, told());
        assertEquals(2, entries("true"));
    }

    @Test
    void aSessionsAreInItsAccountWhereItNamesNoWorkspace() {
        UUID person = authorizer.rows().member(workspace, "editor");
        SessionToken session = authorizer.session(person);
        headers = Map.of("authorization", "Bearer " + session.text());
        useUpTheLimit();
        refused(2);
        assertEquals(0, entries("true"));
        assertEquals(1, Sql.count(authorizer.database(), """
                SELECT count(*) FROM audit_entries
                WHERE workspace_id = '%s' AND person_id = '%1$s' AND credential_id = '%s' AND via = 'session'
                  AND after = '{"reason": "rate limit"}'
                """.formatted(person, session.sessionId())));
    }

    @Test
    void aTokensTellWhomItWasAbout() {
        UUID row = issuer.trustedBy(authorizer, workspace);
        String token = issuer.signed(issuer.claims(clock.instant()) + "}");
        headers = Map.of("authorization", "Bearer " + token, "statehouse-workspace", workspace.toString());
        useUpTheLimit();
        refused(2);
        assertEquals(1, entries("via = 'token' AND credential_id = '%s' AND subject = 'service|7'".formatted(row)));
    }

    @Test
    void whatProvesNothingIsNobodys() {
        headers = Map.of(
                "authorization",
                "Bearer "
                        + authorizer
                                .key(workspace, null, "editor", ", revoked_at = now()")
                                .text());
        int before = 0;
        while (write().equals("revoked")) {
            assertTrue(before++ < 2 * Plan.UNPROVED, "there is no limit");
        }
        refused(3);
        assertEquals(0, entries("true"));
        assertEquals("", redis.command("ZRANGE", "refused", "0", "-1").strip());
    }

    @Test
    void nothingInRedisIsWithoutAnEnd() {
        useUpTheLimit();
        refused(3);
        List<String> counts = redis.command("KEYS", "*:refused:*").lines().toList();
        assertTrue(counts.stream().anyMatch(key -> key.startsWith(workspace.toString())), counts.toString());
        for (String key : counts) {
            assertTrue(Long.parseLong(redis.command("PTTL", key).strip()) > 0, key);
        }
    }
}
