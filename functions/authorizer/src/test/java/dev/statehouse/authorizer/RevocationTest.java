package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.KnownCredentials;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.data.limit.Limit;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is taken away is gone everywhere within five seconds, even if Redis never hears of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    // Its own Redis's clock is the test's, so the keys' lifetimes must not end meanwhile: it is real time, moved by
    // hand.
    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private TestRedis redis;
    private Authorizer authorizer;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        redis = TestRedis.start(folder);
        Map<String, Object> properties = new HashMap<>(redis.properties());
        properties.put("redis.timeout-ms", 200);
        authorizer = new Authorizer(properties, clock);
    }

    @AfterAll
    void stop() {
        if (authorizer != null) {
            authorizer.close();
            redis.close();
        }
    }

    /** What can be taken away, and how the answer shows it. */
    enum Change {
        REVOKED_KEY("UPDATE api_keys SET revoked_at = now() WHERE workspace_id = '%1$s'", "denied", "revoked"),
        CHANGED_ROLE_OF_A_KEY("UPDATE api_keys SET role = 'viewer' WHERE workspace_id = '%1$s'", "role", "viewer"),
        CHANGED_ROLE_OF_A_KEYS_MEMBER(
                "UPDATE memberships SET role = 'viewer' WHERE user_id = '%2$s'", "role", "viewer"),
        CHANGED_SCOPES("UPDATE api_keys SET scopes = '{read}' WHERE workspace_id = '%1$s'", "scopes", "read"),
        DELETED_PERSON_OF_A_KEY("UPDATE users SET deleted_at = now() WHERE id = '%2$s'", "denied", "revoked"),
        CHANGED_PLAN_OF_A_KEY(
                "UPDATE workspaces SET plan = 'team' WHERE id = '%1$s'",
                "rateLimitPolicy", "\"read-credential\";q=3000;w=60"),
        REMOVED_WORKSPACE_OF_A_KEY(
                "UPDATE workspaces SET removal_begun_at = now() WHERE id = '%1$s'", "denied", "revoked"),
        REVOKED_SESSION("UPDATE user_sessions SET revoked_at = now() WHERE user_id = '%2$s'", "denied", "revoked"),
        REMOVED_WORKSPACE("UPDATE workspaces SET removal_begun_at = now() WHERE id = '%1$s'", "denied", "workspace"),
        REMOVED_MEMBER("DELETE FROM memberships WHERE user_id = '%2$s'", "denied", "workspace"),
        CHANGED_ROLE("UPDATE memberships SET role = 'viewer' WHERE user_id = '%2$s'", "role", "viewer"),
        DELETED_PERSON("UPDATE users SET deleted_at = now() WHERE id = '%2$s'", "denied", "revoked"),
        CHANGED_PLAN(
                "UPDATE workspaces SET plan = 'team' WHERE id = '%1$s'",
                "rateLimitPolicy", "\"read-credential\";q=3000;w=60");

        private final String sql;
        private final String field;
        private final String value;

        Change(String sql, String field, String value) {
            this.sql = sql;
            this.field = field;
            this.value = value;
        }

        boolean isOfAKey() {
            return name().contains("KEY") || this == CHANGED_SCOPES;
        }

        boolean isIn(JsonNode identity) {
            return identity.path(field).asText().equals(value);
        }
    }

    /** Somebody from whom something is taken away. */
    private record Subject(UUID workspace, UUID person, Supplier<JsonNode> asks) {

        JsonNode ask() {
            return asks.get();
        }
    }

    private Subject subject(Change change) {
        UUID workspace = authorizer.rows().workspace();
        UUID person = authorizer.rows().member(workspace, "owner");
        Subject subject = new Subject(workspace, person, asking(change, workspace, person));
        warm();
        // Twice, so that what follows is about what Redis remembers.
        assertTrue(subject.ask().has("workspaceId"));
        assertTrue(subject.ask().has("workspaceId"));
        return subject;
    }

    private Supplier<JsonNode> asking(Change change, UUID workspace, UUID person) {
        if (change.isOfAKey()) {
            ApiKeyText key = authorizer.key(workspace, person, "admin", "");
            return () -> authorizer.identify(key.text());
        }
        SessionToken token = authorizer.session(person);
        return () -> authorizer.identify(token, workspace);
    }

    /** Until Redis answers: a slow machine's first connection may take longer than a request waits. */
    private void warm() {
        RateLimits limits = authorizer.context().getBean(RateLimits.class);
        Limit probe = new Limit("probe", 100, Duration.ofDays(1));
        Instant deadline = Instant.now().plusSeconds(20);
        while (redis.command("EXISTS", "probe").equals("0")) {
            assertTrue(Instant.now().isBefore(deadline), "Redis does not answer");
            limits.take(List.of(probe));
            pause();
        }
        redis.command("DEL", "probe");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void change(Change change, Subject subject) {
        authorizer.database().asOwner(change.sql.formatted(subject.workspace(), subject.person()));
    }

    @ParameterizedTest
    @EnumSource
    void itIsGoneWithinFiveSecondsThoughNobodyTellsRedis(Change change) {
        Subject subject = subject(change);
        change(change, subject);
        clock.move(KnownCredentials.BELIEVED);
        assertFalse(change.isIn(subject.ask()), "the test shows nothing unless Redis remembers");
        clock.move(PROMISED.minus(KnownCredentials.BELIEVED));
        assertTrue(change.isIn(subject.ask()), () -> change + " has had no effect: " + subject.ask());
    }

    @ParameterizedTest
    @EnumSource
    void itIsGoneWithinFiveSecondsThoughRedisWasFrozenAsItHappened(Change change) {
        Subject subject = subject(change);
        redis.freeze();
        try {
            change(change, subject);
            // The revoking function's call, of another session: once it is thawed Redis would obey, and show nothing.
            authorizer.context().getBean(KnownCredentials.class).forgetSession(subject.person(), UUID.randomUUID());
            assertTrue(change.isIn(subject.ask()), "while Redis is silent PostgreSQL is asked");
            clock.move(PROMISED);
            assertTrue(change.isIn(subject.ask()));
        } finally {
            redis.thaw();
        }
        warm();
        assertTrue(change.isIn(subject.ask()), "Redis still remembers, and is not believed");
    }

    @Test
    void anExpiredKeyIsRefusedAtItsVeryMoment() {
        ApiKeyText key = authorizer.key(
                authorizer.rows().workspace(),
                null,
                "editor",
                ", expires_at = '%s'".formatted(clock.instant().plusSeconds(2)));
        assertTrue(authorizer.identify(key.text()).has("keyId"));
        clock.move(Duration.ofMillis(1_999));
        assertTrue(authorizer.identify(key.text()).has("keyId"));
        clock.move(Duration.ofMillis(1));
        assertEquals("expired", authorizer.denied(key.text()));
        clock.move(PROMISED);
        assertEquals("expired", authorizer.denied(key.text()));
    }

    @Test
    void toForgetTakesEffectAtOnce() {
        warm();
        ApiKeyText key = authorizer.key(authorizer.rows().workspace(), null);
        authorizer.identify(key.text());
        authorizer
                .database()
                .asOwner("UPDATE api_keys SET revoked_at = now() WHERE prefix = '%s'".formatted(key.prefix()));
        assertTrue(authorizer.identify(key.text()).has("keyId"), "the test shows nothing unless Redis remembers");
        authorizer.context().getBean(KnownCredentials.class).forgetKey(key.prefix());
        assertEquals("revoked", authorizer.denied(key.text()));
    }

    /** An instance, or Redis, whose clock jumps: what was said in the future was said before the jump. */
    @Test
    void aClockThatJumpsBelievesNothingOld() {
        for (Duration jump : new Duration[] {Duration.ofHours(3), Duration.ofHours(-6)}) {
            Subject subject = subject(Change.REVOKED_KEY);
            change(Change.REVOKED_KEY, subject);
            clock.move(jump);
            assertTrue(Change.REVOKED_KEY.isIn(subject.ask()), "after " + jump);
        }
        clock.move(Duration.ofHours(3));
    }
}
