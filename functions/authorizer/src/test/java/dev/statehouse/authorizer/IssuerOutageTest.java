package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issuers that answer late, wrongly, too much or not at all, and issuers that change their keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerOutageTest {

    // Without Redis each request is checked, by keys as old as the clock has it.
    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private TestIssuer issuer;
    private Authorizer authorizer;
    private UUID workspace;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = new TestIssuer(folder);
        authorizer = new Authorizer(properties(), clock);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(issuer.properties());
        properties.put("redis.port", 1);
        return properties;
    }

    @AfterAll
    void stop() {
        authorizer.close();
        issuer.close();
    }

    @BeforeEach
    void trust() {
        workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        issuer.publish(issuer.rsa(), issuer.elliptic());
        issuer.answer(issuer::answerKeys);
        issuer.requests().clear();
    }

    private JsonNode ask(Authorizer asked, String token) {
        return asked.ask(
                "GET /v1/projects",
                Map.of("authorization", "Bearer " + token, "statehouse-workspace", workspace.toString()));
    }

    private boolean isAccepted() {
        return ask(authorizer, token()).has("tokenId");
    }

    private String denied(String token) {
        return ask(authorizer, token).path("denied").asText();
    }

    private String token() {
        return issuer.signed(issuer.claims(clock.instant()) + "}");
    }

    private String token(TestKeys keys) {
        String header = "{\"alg\": \"ES256\", \"kid\": \"%s\"}".formatted(keys.id());
        return TestIssuer.signed(header, issuer.claims(clock.instant()) + "}", keys, "ES256");
    }

    /** How not to answer. */
    enum Outage {
        HANGS {
            @Override
            void answer(HttpExchange exchange, String keys) {
                pause(Duration.ofSeconds(8));
            }
        },
        HANGS_AMID_THE_BODY {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                exchange.sendResponseHeaders(200, keys.length());
                exchange.getResponseBody()
                        .write(keys.substring(0, 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
                pause(Duration.ofSeconds(8));
            }
        },
        DRIPS {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    pause(Duration.ofMillis(200));
                }
            }
        },
        FAILS {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                TestIssuer.write(exchange, 500, keys);
            }
        },
        IS_MISSING {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                TestIssuer.write(exchange, 404, keys);
            }
        },
        REDIRECTS {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
                    TestIssuer.write(exchange, 200, keys);
                    return;
                }
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                TestIssuer.write(exchange, 302, keys);
            }
        },
        IS_HUGE {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                TestIssuer.write(exchange, 200, keys + " ".repeat(300_000));
            }
        },
        IS_ENDLESS {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(new byte[65_536]);
                }
            }
        },
        IS_NO_JSON {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                TestIssuer.write(exchange, 200, "<html>" + keys);
            }
        },
        IS_DEEP {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                TestIssuer.write(exchange, 200, "{\"keys\": " + "[".repeat(50_000));
            }
        },
        IS_EMPTY {
            @Override
            void answer(HttpExchange exchange, String keys) throws IOException {
                exchange.sendResponseHeaders(204, -1);
            }
        };

        abstract void answer(HttpExchange exchange, String keys) throws IOException;

        private static void pause(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIssuerThatNeverAnsweredRightIsUnavailableAndSoonSaidToBe(Outage outage) {
        issuer.answer(exchange -> outage.answer(exchange, issuer.keys()));
        long began = System.nanoTime();
        assertEquals("unavailable", denied(token()));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, "took " + took);
        assertEquals(List.of("/.well-known/jwks.json"), issuer.requests());

        assertEquals("unavailable", denied(token()));
        assertEquals(1, issuer.requests().size(), "it is left alone for a while");
        issuer.answer(issuer::answerKeys);
        clock.move(Duration.ofSeconds(31));
        assertTrue(isAccepted(), "it is back");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "HANGS", "IS_NO_JSON"})
    void keysServeOnForHoursWhileTheIssuerIsDownAndNoLonger(Outage outage) {
        assertTrue(isAccepted());
        issuer.answer(exchange -> outage.answer(exchange, issuer.keys()));
        clock.move(Duration.ofMinutes(6));
        assertTrue(isAccepted());
        clock.move(Duration.ofHours(5));
        assertTrue(isAccepted());
        clock.move(Duration.ofHours(1));
        assertEquals("unavailable", denied(token()));
    }

    @Test
    void keysAreFetchedOnceInFiveMinutes() {
        for (int i = 0; i < 5; i++) {
            assertTrue(isAccepted());
        }
        assertEquals(1, issuer.requests().size());
        clock.move(Duration.ofSeconds(299));
        assertTrue(isAccepted());
        assertEquals(1, issuer.requests().size());
        clock.move(Duration.ofSeconds(1));
        assertTrue(isAccepted());
        assertEquals(2, issuer.requests().size());
    }

    @Test
    void aNewKeyIsFoundAndAnOldOneForgotten() {
        assertTrue(isAccepted());
        TestKeys next = TestKeys.elliptic("ec-2", 256);
        issuer.publish(issuer.rsa(), next);
        String old = token();
        assertEquals("invalid", denied(token(next)), "it was asked just before");
        clock.move(Duration.ofSeconds(30));
        assertTrue(ask(authorizer, token(next)).has("tokenId"));
        assertEquals("invalid", denied(old), "its key went with that");
    }

    @Test
    void aKeyThatTheIssuerTookAwayIsGoneInFiveMinutes() {
        assertTrue(isAccepted());
        issuer.publish(issuer.rsa());
        clock.move(Duration.ofMinutes(5));
        assertEquals("invalid", denied(token()));
    }

    @Test
    void anotherKeyUnderTheSameNameIsFoundInFiveMinutes() {
        assertTrue(isAccepted());
        TestKeys next = TestKeys.elliptic("ec-1", 256);
        issuer.publish(next);
        clock.move(Duration.ofMinutes(5));
        assertTrue(ask(authorizer, token(next)).has("tokenId"));
        assertEquals("invalid", denied(token()));
    }

    @Test
    void unknownKeysMakeItAskOnceInThirtySeconds() {
        assertTrue(isAccepted());
        clock.move(Duration.ofSeconds(31));
        for (int i = 0; i < 20; i++) {
            assertEquals("invalid", denied(token(TestKeys.elliptic("unknown-" + i, 256))));
        }
        assertEquals(2, issuer.requests().size());
        UUID first = workspace;
        workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
        assertTrue(isAccepted(), "another workspace does not wait for it");
        assertEquals(3, issuer.requests().size());
        workspace = first;
    }

    @Test
    void aTokenWithoutAKeyIdIsCheckedByEachKeyOfItsKind() {
        String claims = issuer.claims(clock.instant()) + "}";
        String token = TestIssuer.signed("{\"alg\": \"ES256\"}", claims, issuer.elliptic(), "ES256");
        issuer.publish(issuer.rsa(), TestKeys.elliptic("other", 256), issuer.elliptic());
        assertTrue(ask(authorizer, token).has("tokenId"));
    }

    @Test
    void keysThatAreNotUnderstoodStandInNoOthersWay() {
        String strange = "{\"kty\": \"AKP\", \"kid\": \"pq\", \"alg\": \"ML-DSA-65\", \"pub\": \"AA\"},"
                + " {\"kty\": \"RSA\", \"kid\": \"ec-1\"}, {\"kty\": \"oct\", \"kid\": \"ec-1\", \"k\": \"AA\"},"
                + " {\"kty\": \"EC\", \"kid\": \"ec-1\", \"crv\": \"P-256\", \"x\": \"AA\", \"y\": \"AA\"}, 1, null, {},";
        issuer.answer(exchange ->
                TestIssuer.write(exchange, 200, issuer.keys().replace("{\"keys\": [", "{\"keys\": [" + strange)));
        assertTrue(isAccepted());
    }

    @Test
    void aKeyForEncryptionSignsNothing() {
        issuer.answer(exchange -> TestIssuer.write(exchange, 200, issuer.keys().replace("\"sig\"", "\"enc\"")));
        assertEquals("invalid", denied(token()));
    }

    @Test
    void anIssuerWithAnotherCertificateIsNotBelieved(@TempDir Path folder) {
        Map<String, Object> properties = properties();
        properties.put("jwks.ca", Certificate.of(folder, "localhost").pem().toString());
        try (Authorizer other = new Authorizer(properties, clock)) {
            workspace = other.rows().workspace();
            issuer.trustedBy(other, workspace);
            assertEquals("unavailable", ask(other, token()).path("denied").asText());
            assertEquals(List.of(), issuer.requests());
        }
    }

    @Test
    void anIssuerOnAPrivateAddressIsNotAsked() {
        Map<String, Object> properties = properties();
        properties.put("jwks.private-addresses", false);
        try (Authorizer other = new Authorizer(properties, clock)) {
            workspace = other.rows().workspace();
            issuer.trustedBy(other, workspace);
            assertEquals("unavailable", ask(other, token()).path("denied").asText());
            assertEquals(List.of(), issuer.requests());
            assertFalse(ask(other, token()).has("tokenId"));
        }
    }
}
