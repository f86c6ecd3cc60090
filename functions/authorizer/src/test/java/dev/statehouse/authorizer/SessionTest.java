package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.KnownCredentials;
import dev.statehouse.data.identity.SessionToken;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

    private Authorizer authorizer;
    private UUID workspace;
    private UUID person;

    @BeforeAll
    void start() {
        authorizer = new Authorizer();
        workspace = authorizer.rows().workspace();
        person = authorizer.rows().member(workspace, "admin");
    }

    @AfterAll
    void stop() {
        authorizer.close();
    }

    @Test
    void aSessionTellsItsPersonAndNoWorkspaceUnlessOneIsNamed() {
        SessionToken token = authorizer.session(person);
        for (int time = 0; time < 2; time++) {
            JsonNode identity = authorizer.identify(token.text());
            assertEquals(person.toString(), identity.path("userId").asText());
            assertEquals(
                    token.sessionId().toString(), identity.path("sessionId").asText());
            assertFalse(identity.has("workspaceId"));
            assertFalse(identity.has("role"));
        }
    }

    @Test
    void aWorkspaceIsNamedByItsIdOrItsSlug() {
        SessionToken token = authorizer.session(person);
        for (String name : List.of(
                workspace.toString(), "w-" + workspace, workspace.toString().toUpperCase(java.util.Locale.ROOT))) {
            for (int time = 0; time < 2; time++) {
                JsonNode identity = authorizer.identify(token, name);
                assertEquals(workspace.toString(), identity.path("workspaceId").asText(), name);
                assertEquals("admin", identity.path("role").asText());
                assertEquals(person.toString(), identity.path("userId").asText());
            }
        }
    }

    @Test
    void unknownAndForeignWorkspacesAreRefusedAlike() {
        SessionToken token = authorizer.session(person);
        UUID foreign = authorizer.rows().workspace();
        JsonNode refused = authorizer.identify(token, foreign);
        assertEquals("workspace", refused.path("denied").asText());
        assertFalse(refused.has("workspaceId") || refused.has("role"));
        assertEquals(person.toString(), refused.path("userId").asText(), "is logged in all the same");
        for (Object name :
                new Object[] {"w-" + foreign, UUID.randomUUID(), "nowhere", "-", "a b", "\u0000", "x".repeat(200)}) {
            assertEquals(
                    "workspace", authorizer.identify(token, name).path("denied").asText());
        }
    }

    @Test
    void aMemberOfSeveralWorkspacesHasARoleInEach() {
        UUID second = authorizer.rows().workspace();
        authorizer
                .database()
                .asOwner("INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%s', '%s', 'viewer')"
                        .formatted(second, person));
        SessionToken token = authorizer.session(person);
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    "admin", authorizer.identify(token, workspace).path("role").asText());
            assertEquals(
                    "viewer", authorizer.identify(token, second).path("role").asText());
        }
    }

    @Test
    void aCookieIsMarkedAsOneAndTheHeaderWins() {
        SessionToken token = authorizer.session(person);
        List<String> cookies = List.of("theme=dark", "__Host-session=" + token.text());
        JsonNode byCookie = authorizer.ask("GET /v1/me", Map.of(), cookies);
        assertEquals("true", byCookie.path("cookie").asText());
        assertEquals(person.toString(), byCookie.path("userId").asText());

        SessionToken others = authorizer.session(authorizer.rows().member(workspace, "viewer"));
        JsonNode both = authorizer.ask("GET /v1/me", Map.of("authorization", "Bearer " + others.text()), cookies);
        assertEquals(others.userId().toString(), both.path("userId").asText());
        assertFalse(both.has("cookie"));
        JsonNode wrongHeader = authorizer.ask("GET /v1/me", Map.of("authorization", "Bearer nonsense"), cookies);
        assertEquals("invalid", wrongHeader.path("denied").asText());
    }

    @Test
    void aKeyIsNoCookie() {
        List<String> cookies =
                List.of("__Host-session=" + authorizer.key(workspace, null).text());
        assertEquals(
                "invalid",
                authorizer.ask("GET /v1/me", Map.of(), cookies).path("denied").asText());
    }

    @Test
    void expiredAndRevokedSessionsAreDeniedWithTheReason() {
        SessionToken expired = authorizer.session(person);
        change(expired, "expires_at = now() - interval '1 second'");
        SessionToken revoked = authorizer.session(person);
        change(revoked, "revoked_at = now()");
        for (int time = 0; time < 2; time++) {
            assertEquals("expired", authorizer.denied(expired.text()));
            assertEquals("revoked", authorizer.denied(revoked.text()));
        }
        UUID gone = authorizer.rows().member(workspace, "admin");
        SessionToken ofNobody = authorizer.session(gone);
        authorizer.database().asOwner("UPDATE users SET deleted_at = now() WHERE id = '%s'".formatted(gone));
        assertEquals("revoked", authorizer.denied(ofNobody.text()));
    }

    @Test
    void useMovesTheExpiryOnAtMostOnceAMinuteAndNeverBeyondTheEnd() {
        SessionToken token = authorizer.session(person);
        change(token, "last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 hour'");
        authorizer.identify(token.text());
        assertEquals(
                1,
                sessions(
                        token,
                        "expires_at > now() + interval '23 hours' AND last_seen_at > now() - interval '1 minute'"));

        change(token, "expires_at = now() + interval '1 hour'");
        forget(token);
        authorizer.identify(token.text());
        assertEquals(1, sessions(token, "expires_at < now() + interval '2 hours'"), "twice in a minute");

        change(token, "last_seen_at = now() - interval '2 minutes', ends_at = now() + interval '3 hours'");
        forget(token);
        authorizer.identify(token.text());
        assertEquals(1, sessions(token, "expires_at = ends_at"));
    }

    @Test
    void aForgedTokenKeepsNoSessionAlive() {
        SessionToken token = authorizer.session(person);
        change(token, "last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 hour'");
        SessionToken forged = SessionToken.random(new java.security.SecureRandom(), token.sessionId(), token.userId());
        assertEquals("invalid", authorizer.denied(forged.text()));
        assertEquals(1, sessions(token, "last_seen_at < now() - interval '1 minute'"));
    }

    private void forget(SessionToken token) {
        authorizer.context().getBean(KnownCredentials.class).forgetSession(token.userId(), token.sessionId());
    }

    private void change(SessionToken token, String columns) {
        authorizer
                .database()
                .asOwner("UPDATE user_sessions SET %s WHERE id = '%s'".formatted(columns, token.sessionId()));
    }

    private int sessions(SessionToken token, String condition) {
        return Sql.count(
                authorizer.database(),
                "SELECT count(*) FROM user_sessions WHERE id = '%s' AND %s".formatted(token.sessionId(), condition));
    }
}
