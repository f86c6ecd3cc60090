package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.KnownCredentials;
import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is changed of an issuer holds for its tokens within five seconds, though nobody tells Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRevocationTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private TestRedis redis;
    private TestIssuer issuer;
    private Authorizer authorizer;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        redis = TestRedis.start(folder);
        issuer = new TestIssuer(folder);
        Map<String, Object> properties = new HashMap<>(redis.properties());
        properties.put("redis.timeout-ms", 10_000);
        properties.putAll(issuer.properties());
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

    private JsonNode ask(String token, UUID workspace) {
        return authorizer.ask(
                "GET /v1/projects",
                Map.of("authorization", "Bearer " + token, "statehouse-workspace", workspace.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE token_issuers SET active = false             | denied | invalid
            DELETE FROM token_issuers                           | denied | invalid
            UPDATE token_issuers SET role = 'viewer'            | role   | viewer
            UPDATE token_issuers SET scopes = '{read}'          | scopes | read
            UPDATE token_issuers SET required_scope = 'x'       | denied | invalid
            UPDATE token_issuers SET audience = 'x'             | denied | invalid
            UPDATE token_issuers SET issuer = 'https://x'       | denied | invalid
            UPDATE token_issuers SET algorithms = '{RS256}'     | denied | invalid
            UPDATE token_issuers SET jwks_url = 'https://[::1]' | denied | unavailable
            """)
    void aChangeHoldsWithinFiveSeconds(String change, String field, String value) {
        UUID workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        String token = issuer.signed(issuer.claims(clock.instant()) + "}");
        assertTrue(ask(token, workspace).has("tokenId"));
        authorizer.database().asOwner("%s WHERE workspace_id = '%s'".formatted(change, workspace));
        clock.move(KnownCredentials.BELIEVED);
        assertTrue(ask(token, workspace).has("tokenId"), "the test shows nothing unless Redis remembers");
        clock.move(PROMISED.minus(KnownCredentials.BELIEVED));
        JsonNode answer = ask(token, workspace);
        assertEquals(value, answer.path(field).asText(), answer.toString());
    }

    @Test
    void aKnownTokenIsOneRoundTripToRedis() {
        UUID workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        String token = issuer.signed(issuer.claims(clock.instant()) + "}");
        assertTrue(ask(token, workspace).has("tokenId"));
        int before = scripts();
        assertTrue(ask(token, workspace).has("tokenId"));
        assertEquals(1, scripts() - before);
    }

    private int scripts() {
        return redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToInt(line -> Integer.parseInt(
                        line.replaceAll(".*:calls=(\\d+),.*", "$1").strip()))
                .sum();
    }

    @Test
    void aTokenEndsAtItsVeryMoment() {
        UUID workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        Instant end = clock.instant().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        String claims = issuer.claims(end.minusSeconds(3600));
        String token = issuer.signed(claims + "}");
        assertTrue(ask(token, workspace).has("tokenId"));
        clock.move(Duration.between(clock.instant(), end).minusMillis(1));
        assertTrue(ask(token, workspace).has("tokenId"));
        clock.move(Duration.ofMillis(1));
        assertEquals("expired", ask(token, workspace).path("denied").asText());
        clock.move(PROMISED);
        assertEquals("expired", ask(token, workspace).path("denied").asText());
    }

    @Test
    void redisHoldsNoToken() {
        UUID workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        String token = issuer.signed(issuer.claims(clock.instant()) + "}");
        assertTrue(ask(token, workspace).has("tokenId"));
        String keys = redis.command("KEYS", "token:*");
        assertFalse(keys.isBlank());
        for (String key : keys.lines().toList()) {
            String held = key + redis.command("HGETALL", key);
            assertFalse(held.contains(token) || held.contains(token.substring(token.lastIndexOf('.') + 1)), held);
        }
    }
}
