package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.data.limit.Operation;
import dev.statehouse.data.limit.Plan;
import dev.statehouse.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a plan allows is allowed, and not one request more. */
class LimitTest {

    private static final int THREADS = 16;
    private static final String READ = "GET /v1/projects";
    private static final String WRITE = "POST /v1/projects";
    private static final String SEARCH = "GET /v1/search/prompts";

    private final TestClock clock = new TestClock(Instant.now());

    private static final Map<String, Object> PROPERTIES =
            Map.of("database.pool-size", 8, "datasources.default.connection-timeout", 20_000);

    @Test
    void withRedisALimitIsExactUnderManyThreads() throws Exception {
        try (Authorizer authorizer = new Authorizer(PROPERTIES, clock)) {
            long quota = Plan.FREE.ofWorkspace(Operation.WRITE);
            assertEquals(quota, allowed(authorizer, quota), "allowed at once, with Redis");
            clock.move(Duration.ofSeconds(10));
            assertEquals(quota / 6, repeated(authorizer, quota), "a sixth of the quota has come back");
            clock.move(Duration.ofHours(1));
            assertEquals(quota, repeated(authorizer, quota), "and never more than all of it");
        }
    }

    /** One instance without Redis allows what the limit says; n of them together at most n times that. */
    @Test
    void fromMemoryAnInstanceAllowsItsQuotaOnce() throws Exception {
        Map<String, Object> alone = new java.util.HashMap<>(PROPERTIES);
        alone.put("redis.port", 1);
        try (Authorizer authorizer = new Authorizer(alone, clock)) {
            long quota = Plan.FREE.ofWorkspace(Operation.WRITE);
            assertEquals(quota, allowed(authorizer, quota), "allowed at once, from memory");
            clock.move(Duration.ofSeconds(10));
            assertEquals(quota / 6, repeated(authorizer, quota));
        }
    }

    private String credential = "";

    private long allowed(Authorizer authorizer, long quota) throws Exception {
        UUID workspace = authorizer.rows().workspace();
        credential = authorizer.key(workspace, null).text();
        return repeated(authorizer, quota);
    }

    private long repeated(Authorizer authorizer, long quota) throws Exception {
        List<Future<JsonNode>> sent = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < 2 * quota; i++) {
                sent.add(clients.submit(() -> authorizer.ask(WRITE, Map.of("authorization", "Bearer " + credential))));
            }
        }
        long allowed = 0;
        for (Future<JsonNode> answer : sent) {
            String denied = answer.get().path("denied").asText();
            assertTrue(denied.isEmpty() || denied.equals("rate"), denied);
            allowed += denied.isEmpty() ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void aRefusalSaysWhenToComeBackAndIdentifiesNobody() {
        try (Authorizer authorizer = new Authorizer(Map.of(), clock)) {
            credential = authorizer.key(authorizer.rows().workspace(), null).text();
            JsonNode first = write(authorizer);
            assertEquals("\"write\";q=120;w=60", first.path("rateLimitPolicy").asText());
            assertEquals("\"write\";r=119;t=1", first.path("rateLimit").asText());
            for (int i = 1; i < 120; i++) {
                assertFalse(write(authorizer).has("denied"));
            }
            JsonNode refused = write(authorizer);
            assertEquals("rate", refused.path("denied").asText());
            assertEquals("1", refused.path("retryAfter").asText());
            assertEquals("\"write\";r=0;t=60", refused.path("rateLimit").asText());
            assertFalse(refused.has("workspaceId"));
            clock.move(Duration.ofMillis(499));
            assertTrue(write(authorizer).has("denied"));
            clock.move(Duration.ofMillis(1));
            assertFalse(write(authorizer).has("denied"));
            assertTrue(write(authorizer).has("denied"));
        }
    }

    private JsonNode write(Authorizer authorizer) {
        return authorizer.ask(WRITE, Map.of("authorization", "Bearer " + credential));
    }

    @Test
    void eachClassOfOperationsHasALimitOfItsOwn() {
        try (Authorizer authorizer = new Authorizer(Map.of(), clock)) {
            credential = authorizer.key(authorizer.rows().workspace(), null).text();
            while (!write(authorizer).has("denied")) {
                // Until the writes are used up.
            }
            assertEquals("\"read\";r=599;t=1", limit(authorizer, READ));
            assertEquals("\"search\";r=119;t=1", limit(authorizer, SEARCH));
        }
    }

    private String limit(Authorizer authorizer, String route) {
        return authorizer
                .ask(route, Map.of("authorization", "Bearer " + credential))
                .path("rateLimit")
                .asText();
    }

    @Test
    void aWorkspacesCredentialsShareItsLimitAndAnotherWorkspaceDoesNot() {
        try (Authorizer authorizer = new Authorizer(Map.of(), clock)) {
            UUID workspace = authorizer.rows().workspace();
            credential = authorizer.key(workspace, null).text();
            while (!write(authorizer).has("denied")) {
                // Until the writes are used up.
            }
            credential = authorizer.key(workspace, null).text();
            assertTrue(write(authorizer).has("denied"));
            SessionToken session = authorizer.session(authorizer.rows().member(workspace, "editor"));
            Map<String, String> named =
                    Map.of("authorization", "Bearer " + session.text(), "statehouse-workspace", workspace.toString());
            assertEquals("rate", authorizer.ask(WRITE, named).path("denied").asText());
            assertFalse(authorizer
                    .ask(WRITE, Map.of("authorization", "Bearer " + session.text()))
                    .has("denied"));
            credential = authorizer.key(authorizer.rows().workspace(), null).text();
            assertFalse(write(authorizer).has("denied"));
        }
    }

    @Test
    void onOtherPlansOneCredentialMayUseHalf() {
        try (Authorizer authorizer = new Authorizer(Map.of(), clock)) {
            UUID workspace = authorizer.rows().workspace();
            authorizer.database().asOwner("UPDATE workspaces SET plan = 'team' WHERE id = '%s'".formatted(workspace));
            credential = authorizer.key(workspace, null).text();
            assertEquals("\"write-credential\";r=599;t=1", limit(authorizer, WRITE));
            authorizer
                    .database()
                    .asOwner("UPDATE workspaces SET plan = 'one-of-our-own' WHERE id = '%s'".formatted(workspace));
            clock.move(Duration.ofSeconds(5));
            assertTrue(limit(authorizer, WRITE).startsWith("\"write\";r=119;"), "an unknown plan is the free one");
        }
    }

    @Test
    void anAddressThatProvesNothingGetsNoMoreLookUps() {
        for (int port : new int[] {0, 1}) {
            try (Authorizer authorizer = new Authorizer(port == 0 ? Map.of() : Map.of("redis.port", port), clock)) {
                UUID workspace = authorizer.rows().workspace();
                String good = authorizer.key(workspace, null).text();
                int refused = 0;
                for (int i = 0; i < Plan.UNPROVED + 20; i++) {
                    String stranger = dev.statehouse.data.identity.ApiKeyText.random(new java.security.SecureRandom())
                            .text();
                    refused += authorizer.denied(stranger).equals("rate") ? 1 : 0;
                }
                assertEquals(20, refused, "strangers refused before any look-up");
                Map<String, String> header = Map.of("authorization", "Bearer " + good);
                assertEquals("rate", authorizer.ask(READ, header).path("denied").asText());
                assertFalse(
                        authorizer.ask(READ, header, List.of(), "198.51.100.9").has("denied"));
                assertEquals(port == 0, !authorizer.ask(READ, header).has("denied"), "what is known needs no look-up");
            }
        }
    }

    @Test
    void anAddressOfVersionSixIsItsNetwork() {
        try (Authorizer authorizer = new Authorizer(Map.of(), clock)) {
            long quota = Plan.FREE.ofAddress(Operation.WRITE);
            int allowed = 0;
            String network = "2001:db8:%x:%x:"
                    .formatted((int) (System.nanoTime() & 0xffff), (int) (System.nanoTime() >> 16 & 0xffff));
            for (int i = 0; i < quota + 10; i++) {
                JsonNode answer =
                        authorizer.ask(WRITE, Map.of(), List.of(), network + ":" + Integer.toHexString(i + 1));
                allowed += answer.path("denied").asText().equals("missing") ? 1 : 0;
            }
            assertEquals(quota, allowed);
        }
    }
}
