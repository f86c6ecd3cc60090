package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token that its issuer signed and that is refused leaves an entry in the workspace's log; what anybody can write does not. */
class TokenDenialTest extends TokenAttack {

    private static final String SCOPE = "\"scope\": \"state:use\"";

    private UUID log;
    private UUID row;

    @BeforeEach
    void trustTheIssuer() {
        log = authorizer.rows().workspace();
        row = issuer.trustedBy(authorizer, log, ", required_scope = 'state:use'");
    }

    private String claims(String audience, long expiresIn, String more) {
        return "{\"iss\": \"%s\", \"aud\": \"%s\", \"sub\": \"service|7\", \"exp\": %d, %s}"
                .formatted(issuer.url(), audience, Instant.now().getEpochSecond() + expiresIn, more);
    }

    private String wrong(String fault) {
        return switch (fault) {
            case "expired" -> claims(TestIssuer.AUDIENCE, -1, SCOPE);
            case "another audience" -> claims("elsewhere", 60, SCOPE);
            case "required scope missing" -> claims(TestIssuer.AUDIENCE, 60, "\"scope\": \"openid\"");
            case "not yet valid" ->
                claims(
                        TestIssuer.AUDIENCE,
                        9_999,
                        SCOPE + ", \"nbf\": " + (Instant.now().getEpochSecond() + 3600));
            default -> throw new AssertionError(fault);
        };
    }

    private int count(String from, String condition) {
        return Sql.count(
                authorizer.database(),
                "SELECT count(*) FROM %s WHERE workspace_id = '%s' AND %s".formatted(from, log, condition));
    }

    private int omitted() {
        return Sql.count(
                authorizer.database(),
                "SELECT coalesce(sum(refusals), 0) FROM omitted_refusals WHERE workspace_id = '%s'".formatted(log));
    }

    @ParameterizedTest
    @CsvSource({
        "expired, expired",
        "another audience, invalid",
        "required scope missing, invalid",
        "not yet valid, invalid"
    })
    void whatItsIssuerSignedIsWrittenDownOnceAMinuteAndCounted(String fault, String answered) {
        for (int i = 0; i < 3; i++) {
            JsonNode answer = authorizer.ask(
                    "POST /v1/projects",
                    Map.of(
                            "authorization",
                            "Bearer " + issuer.signed(wrong(fault)),
                            "statehouse-workspace",
                            log.toString()),
                    List.of(),
                    "192.0.2." + i);
            assertEquals(answered, answer.path("denied").asText());
            for (String told : List.of("workspaceId", "tokenId", "subject", "fault", "role")) {
                assertEquals("", answer.path(told).asText(), told);
            }
        }
        assertEquals(1, count("audit_entries", """
                action = 'refuse' AND relation = 'operations' AND row_id = 'POST /v1/projects' AND via = 'token'
                AND credential_id = '%s' AND subject = 'service|7' AND address = '192.0.2.0' AND person_id IS NULL
                AND after = '{"reason": "%s"}'
                """.formatted(row, fault)));
        assertEquals(1, count("audit_entries", "action = 'refuse'"));
        assertEquals(2, omitted());
        assertEquals(
                1, count("audit_links JOIN audit_entries USING (workspace_id, transaction_id)", "action = 'refuse'"));
    }

    @Test
    void redisRemembersARefusalAndItIsCountedAllTheSame() {
        String token = issuer.signed(wrong("another audience"));
        for (int i = 0; i < 5; i++) {
            assertEquals("invalid", ask(token, log).path("denied").asText());
        }
        assertEquals(1, count("audit_entries", "action = 'refuse'"));
        assertEquals(4, omitted());
    }

    @ParameterizedTest
    @CsvSource({"expired", "another audience", "required scope missing", "not yet valid"})
    void aForgedOneIsNobodysAndLeavesNothing(String fault) {
        String forged = TestIssuer.signed(header(""), wrong(fault), stranger, "RS256");
        assertEquals("invalid", ask(forged, log).path("denied").asText());
        assertEquals(0, count("audit_entries", "action = 'refuse'"));
        assertEquals(0, omitted());
    }

    @Test
    void oneByAnAlgorithmThatTheWorkspaceDoesNotAllowLeavesNothing() {
        authorizer.database().asOwner("UPDATE token_issuers SET algorithms = '{RS256}' WHERE id = '%s'".formatted(row));
        assertEquals(
                "invalid",
                ask(issuer.signed(wrong("expired")), log).path("denied").asText());
        assertEquals(0, count("audit_entries", "action = 'refuse'"));
    }

    @Test
    void oneOfAnIssuerThatIsNoLongerTrustedLeavesNothing() {
        authorizer.database().asOwner("UPDATE token_issuers SET active = false WHERE id = '%s'".formatted(row));
        assertEquals(
                "invalid",
                ask(issuer.signed(wrong("expired")), log).path("denied").asText());
        assertEquals(0, count("audit_entries", "action = 'refuse'"));
    }

    @Test
    void aDenialOfAnotherWorkspacesIssuerCannotBeMadeUp() {
        String call = "SELECT count(*) FROM note_denied_token('%s', '%s', 'x', '192.0.2.7', 'GET /', '%s') n WHERE n";
        assertEquals(0, Sql.count(authorizer.database(), call.formatted(workspace, row, "expired")));
        assertEquals(0, Sql.count(authorizer.database(), call.formatted(log, row, "anything")));
        assertEquals(1, Sql.count(authorizer.database(), call.formatted(log, row, "expired")));
    }
}
