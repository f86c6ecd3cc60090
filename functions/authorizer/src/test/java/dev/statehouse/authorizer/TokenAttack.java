package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An authorizer, an issuer that one of its workspaces trusts, and a stranger who has no key of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TokenAttack {

    final TestKeys stranger = TestKeys.rsa("rsa-1");
    final TestKeys strangersCurve = TestKeys.elliptic("ec-1", 256);
    TestIssuer issuer;
    Authorizer authorizer;
    UUID workspace;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = new TestIssuer(folder);
        authorizer = new Authorizer(issuer.properties(), null);
        workspace = authorizer.rows().workspace();
        issuer.trustedBy(authorizer, workspace);
    }

    @AfterAll
    void stop() {
        authorizer.close();
        issuer.close();
    }

    JsonNode ask(String token, Object named) {
        // Of ever other addresses, whose limits of unproved requests would end the test.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String address = "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
        return authorizer.ask(
                "GET /v1/projects",
                Map.of("authorization", "Bearer " + token, "statehouse-workspace", named.toString()),
                List.of(),
                address);
    }

    void assertRefused(String token, String what) {
        JsonNode answer = ask(token, workspace);
        assertEquals("invalid", answer.path("denied").asText(), what + ": " + answer);
        assertFalse(answer.has("workspaceId") || answer.has("tokenId") || answer.has("subject"), what);
    }

    void assertAccepted(String token) {
        JsonNode answer = ask(token, workspace);
        assertTrue(answer.has("tokenId"), "the test shows nothing if this is refused too: " + answer);
    }

    static String header(String members) {
        return "{\"alg\": \"RS256\", \"kid\": \"rsa-1\"%s}".formatted(members);
    }

    String rightlySigned(String header) {
        return TestIssuer.signed(header, issuer.claims() + "}", issuer.rsa(), "RS256");
    }
}
