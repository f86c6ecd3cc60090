package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that a workspace trusts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {

    private TestIssuer issuer;
    private Authorizer authorizer;
    private UUID workspace;
    private UUID row;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = new TestIssuer(folder);
        authorizer = new Authorizer(issuer.properties(), null);
        workspace = authorizer.rows().workspace();
        row = issuer.trustedBy(authorizer, workspace, ", scopes = '{prompts:read}'");
    }

    @AfterAll
    void stop() {
        authorizer.close();
        issuer.close();
    }

    private JsonNode ask(String token, Object named) {
        return authorizer.ask(
                "GET /v1/projects",
                Map.of("authorization", "Bearer " + token, "statehouse-workspace", named.toString()));
    }

    @Test
    void aTokenTellsItsWorkspaceRoleScopesIssuerAndSubject() {
        String token = issuer.token();
        for (Object named : new Object[] {workspace, "w-" + workspace, workspace}) {
            JsonNode identity = ask(token, named);
            assertEquals(workspace.toString(), identity.path("workspaceId").asText(), identity.toString());
            assertEquals("editor", identity.path("role").asText());
            assertEquals("prompts:read", identity.path("scopes").asText());
            assertEquals(row.toString(), identity.path("tokenId").asText());
            assertEquals("service|7", identity.path("subject").asText());
            assertTrue(identity.path("rateLimit").asText().startsWith("\"read\";r="), identity.toString());
            for (String other : List.of("userId", "keyId", "sessionId", "denied", "cookie", "slug")) {
                assertFalse(identity.has(other), other);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, RSA, 0",
        "RS384, RSA, 0",
        "RS512, RSA, 0",
        "PS256, RSA, 0",
        "PS384, RSA, 0",
        "PS512, RSA, 0",
        "ES256, EC, 256",
        "ES384, EC, 384",
        "ES512, EC, 521",
        "EdDSA, OKP, 0"
    })
    void everyAlgorithmThatCanBeAllowedWorksOnceItIs(String algorithm, String kind, int bits) {
        TestKeys keys = switch (kind) {
            case "RSA" -> issuer.rsa();
            case "EC" -> TestKeys.elliptic("signer", bits);
            default -> TestKeys.edwards("signer");
        };
        UUID other = authorizer.rows().workspace();
        // A row of its own, so that nothing is remembered of its keys.
        UUID id = issuer.trustedBy(authorizer, other, ", algorithms = '{%s}'".formatted(algorithm));
        issuer.publish(issuer.rsa(), issuer.elliptic(), keys);
        try {
            String header = "{\"alg\": \"%s\", \"kid\": \"%s\", \"typ\": \"at+jwt\"}".formatted(algorithm, keys.id());
            String token = TestIssuer.signed(header, issuer.claims() + "}", keys, algorithm);
            assertEquals(id.toString(), ask(token, other).path("tokenId").asText());
            String wrong = algorithm.equals("RS256") ? "ES256" : "RS256";
            authorizer
                    .database()
                    .asOwner("UPDATE token_issuers SET algorithms = '{%s}' WHERE id = '%s'".formatted(wrong, id));
            String again = TestIssuer.signed(header, issuer.claims() + ", \"jti\": \"2\"}", keys, algorithm);
            assertEquals("invalid", ask(again, other).path("denied").asText());
        } finally {
            issuer.publish(issuer.rsa(), issuer.elliptic());
        }
    }

    @Test
    void aTokenThatNamesNoWorkspaceHasNoIssuer() {
        JsonNode refused = authorizer.ask("GET /v1/projects", Map.of("authorization", "Bearer " + issuer.token()));
        assertEquals("workspace", refused.path("denied").asText());
        assertFalse(refused.has("tokenId"));
    }

    @Test
    void itIsNoCookie() {
        List<String> cookies = List.of("__Host-session=" + issuer.token());
        Map<String, String> headers = Map.of("statehouse-workspace", workspace.toString());
        assertEquals(
                "invalid",
                authorizer
                        .ask("GET /v1/projects", headers, cookies)
                        .path("denied")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"aud\": [\"elsewhere\", \"statehouse\"]",
                "\"aud\": \"statehouse\", \"nbf\": 1.5",
                "\"aud\": \"statehouse\", \"groups\": [{\"id\": {\"n\": 1e5}}]"
            })
    void formsThatIssuersUseAreUnderstood(String claims) {
        String payload = "{\"iss\": \"%s\", \"sub\": \"x\", \"exp\": %d, %s}"
                .formatted(issuer.url(), Instant.now().getEpochSecond() + 60, claims);
        assertTrue(ask(issuer.signed(payload), workspace).has("tokenId"), payload);
    }

    @Test
    void clocksMayDifferByAMinuteAtTheBeginning() {
        long now = Instant.now().getEpochSecond();
        for (String claim : List.of("nbf", "iat")) {
            String payload = "{\"iss\": \"%s\", \"aud\": \"statehouse\", \"sub\": \"x\", \"exp\": %d, \"%s\": %d}";
            assertTrue(ask(issuer.signed(payload.formatted(issuer.url(), now + 300, claim, now + 50)), workspace)
                    .has("tokenId"));
            assertEquals(
                    "invalid",
                    ask(issuer.signed(payload.formatted(issuer.url(), now + 300, claim, now + 90)), workspace)
                            .path("denied")
                            .asText());
        }
    }

    @Test
    void aRequiredScopeMustBeAmongTheTokens() {
        UUID other = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, other, ", required_scope = 'state:use'");
        for (String scopes : List.of(
                "\"scope\": \"openid state:use\"", "\"scp\": [\"openid\", \"state:use\"]", "\"scp\": \"state:use\"")) {
            assertTrue(
                    ask(issuer.signed(issuer.claims() + ", " + scopes + "}"), other)
                            .has("tokenId"),
                    scopes);
        }
        for (String scopes : List.of(
                "\"scope\": \"state:user\"",
                "\"scope\": \"STATE:USE\"",
                "\"scp\": [[\"state:use\"]]",
                "\"scp\": {\"state:use\": true}",
                "\"permissions\": [\"state:use\"]",
                "\"scope\": null")) {
            assertEquals(
                    "invalid",
                    ask(issuer.signed(issuer.claims() + ", " + scopes + "}"), other)
                            .path("denied")
                            .asText(),
                    scopes);
        }
    }

    @Test
    void aTokenOfTwoAudiencesActsWithTheLesserRole() {
        UUID other = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, other, ", audience = 'one', role = 'admin'");
        issuer.trustedBy(authorizer, other, ", audience = 'two', role = 'viewer'");
        long end = Instant.now().getEpochSecond() + 60;
        for (Map.Entry<String, String> expected : Map.of(
                        "[\"one\"]", "admin", "[\"two\"]", "viewer", "[\"one\", \"two\"]", "viewer")
                .entrySet()) {
            String token = issuer.signed("{\"iss\": \"%s\", \"sub\": \"x\", \"exp\": %d, \"aud\": %s}"
                    .formatted(issuer.url(), end, expected.getKey()));
            assertEquals(expected.getValue(), ask(token, other).path("role").asText(), expected.getKey());
        }
    }

    @Test
    void everySubjectHasALimitOfItsOwnBelowTheWorkspaces() {
        UUID team = authorizer.rows().workspace();
        authorizer.database().asOwner("UPDATE workspaces SET plan = 'team' WHERE id = '%s'".formatted(team));
        issuer.trustedBy(authorizer, team);
        for (String subject : List.of("a", "b")) {
            String payload = issuer.claims().replace("service|7", subject) + "}";
            assertEquals(
                    "\"read-credential\";r=2999;t=1",
                    ask(issuer.signed(payload), team).path("rateLimit").asText());
        }
    }

    @Test
    void withoutRedisATokenIsCheckedEachTime() {
        try (Authorizer alone = new Authorizer(withoutRedis(), null)) {
            UUID own = alone.rows().workspace();
            issuer.trustedBy(alone, own);
            String token = issuer.token();
            Map<String, String> headers =
                    Map.of("authorization", "Bearer " + token, "statehouse-workspace", own.toString());
            assertTrue(alone.ask("GET /v1/projects", headers).has("tokenId"));
            alone.database().asOwner("UPDATE token_issuers SET active = false");
            assertEquals(
                    "invalid",
                    alone.ask("GET /v1/projects", headers).path("denied").asText());
        }
    }

    private Map<String, Object> withoutRedis() {
        Map<String, Object> properties = new java.util.HashMap<>(issuer.properties());
        properties.put("redis.port", 1);
        return properties;
    }
}
