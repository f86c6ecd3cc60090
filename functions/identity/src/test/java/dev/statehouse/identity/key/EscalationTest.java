package dev.statehouse.identity.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No key may do more than who made it, however it came about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscalationTest {

    private static final String KEYS = "/v1/api-keys";

    private Team team;

    @BeforeAll
    void start() {
        team = new Team();
    }

    @AfterAll
    void stop() {
        team.close();
    }

    private Api scoped(String role, String scopes) {
        return team.as(TestCaller.of(team.workspace(), role).scoped(scopes));
    }

    @ParameterizedTest(name = "{0} [{1}] makes {2} {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            admin | -                        | viewer | -                                 | 201
            admin | -                        | admin  | -                                 | 201
            admin | -                        | owner  | -                                 | 403
            owner | -                        | owner  | -                                 | 201
            admin | keys:admin               | admin  | "keys:admin"                      | 201
            admin | keys:admin               | admin  | "keys:read"                       | 201
            admin | keys:admin               | admin  | "prompts:read"                    | 403
            admin | keys:admin               | admin  | "admin"                           | 403
            admin | keys:admin               | admin  | "read"                            | 403
            admin | keys:admin prompts:write | admin  | "prompts:read", "prompts:write"   | 201
            admin | keys:admin prompts:write | admin  | "prompts:admin"                   | 403
            admin | keys:admin read          | admin  | "read", "projects:read"           | 201
            admin | keys:admin read          | admin  | "write"                           | 403
            admin | admin                    | admin  | "admin", "write", "members:admin" | 201
            admin | admin                    | admin  | "credentials:use"                 | 403
            admin | -                        | admin  | "credentials:use"                 | 201
            """)
    void aKeyMayDoNoMoreThanItsMaker(String role, String scopes, String wanted, String asked, int status) {
        TestCaller caller = TestCaller.of(team.workspace(), role);
        Api api = team.as(scopes == null ? caller : caller.scoped(scopes));
        String before = team.state();
        Api.Answer answer = api.post(
                KEYS,
                "{\"name\": \"x\", \"role\": \"%s\"%s}"
                        .formatted(wanted, asked == null ? "" : ", \"scopes\": [" + asked + "]"));
        assertEquals(status, answer.status(), answer.body());
        if (status == 403) {
            assertTrue(answer.json().at("/errors/0/pointer").asText().matches("/role|/scopes/\\d"), answer.body());
            assertEquals(before, team.state());
        }
    }

    /** The authorizer believes what it knows for some seconds; a key made in them would stay. */
    @Test
    void whoWasRevokedOrLoweredASecondAgoMakesNoKeyAnyMore() {
        UUID member = team.member("admin");
        Api lowered = team.session(member, "admin");
        lowered.post(KEYS, "{\"name\": \"x\", \"role\": \"viewer\"}").expect(201);
        team.key("owner")
                .patch("/v1/members/" + member, "{\"role\": \"editor\"}", "*")
                .expect(200);
        refused(lowered, "");

        JsonNode key = team.key("admin")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"admin\"}")
                .expect(201)
                .json();
        String id = key.path("id").asText();
        Api revoked = team.as(TestCaller.of(team.workspace(), "admin").with("keyId", id));
        JsonNode other = revoked.post(KEYS, "{\"name\": \"x\", \"role\": \"viewer\"}")
                .expect(201)
                .json();
        team.key("admin").delete(KEYS + "/" + id).expect(204);
        refused(revoked, "");
        refused(revoked, "/" + other.path("id").asText() + "/rotate");

        UUID session = UUID.randomUUID();
        UUID person = team.member("admin");
        team.database().asOwner("""
                        INSERT INTO user_sessions (id, user_id, token_sha256, expires_at, ends_at, revoked_at)
                        VALUES ('%s', '%s', sha256('s'), now() + interval '1 day', now() + interval '1 day', now())
                        """.formatted(session, person));
        refused(team.session(person, "admin", session), "");
    }

    private void refused(Api api, String path) {
        String before = team.state();
        api.post(KEYS + path, path.isEmpty() ? "{\"name\": \"x\", \"role\": \"viewer\"}" : "{}")
                .expect(403);
        assertEquals(before, team.state());
    }

    @Test
    void withoutScopesOfItsOwnAKeyGetsItsMakers() {
        JsonNode key = scoped("admin", "keys:admin prompts:read")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"admin\"}")
                .expect(201)
                .json();
        assertEquals("[\"keys:admin\",\"prompts:read\"]", key.path("scopes").toString());
        assertTrue(team.key("admin")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"admin\"}")
                .expect(201)
                .json()
                .path("scopes")
                .isNull());
    }

    @Test
    void nobodyRotatesAKeyThatMayDoMoreThanThey() {
        String owners = team.key("owner")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"owner\"}")
                .expect(201)
                .header("location");
        String wide = team.key("admin")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"admin\"}")
                .expect(201)
                .header("location");
        String before = team.state();
        team.key("admin").post(owners + "/rotate", "{}").expect(403);
        scoped("admin", "keys:admin").post(wide + "/rotate", "{}").expect(403);
        assertEquals(before, team.state());
        team.key("admin").post(wide + "/rotate", "{}").expect(201);
    }

    @Test
    void nobodyGetsAKeyThatActsForSomebodyElse() {
        UUID one = team.member("admin");
        UUID other = team.member("admin");
        String key = team.session(one, "admin")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"viewer\", \"actsForMe\": true}")
                .expect(201)
                .header("location");
        assertEquals(
                one.toString(), team.key("owner").get(key).json().path("userId").asText());
        String before = team.state();
        team.session(other, "admin").post(key + "/rotate", "{}").expect(403);
        team.key("owner").post(key + "/rotate", "{}").expect(403);
        assertEquals(before, team.state());
        // To take it away is anybody's who administers keys.
        team.session(other, "admin").delete(key).expect(204);
    }

    @Test
    void aKeyOfAKeyEndsWithItAtTheLatest() {
        Instant end = Instant.now().plus(Duration.ofDays(2));
        JsonNode shortLived = team.key("admin")
                .post(KEYS, "{\"name\": \"x\", \"role\": \"admin\", \"expiresAt\": \"%s\"}".formatted(end))
                .expect(201)
                .json();
        Api byIt = team.as(TestCaller.of(team.workspace(), "admin")
                .with("keyId", shortLived.path("id").asText()));
        String before = team.state();
        for (String expiry : new String[] {"", ", \"expiresAt\": \"" + end.plusSeconds(60) + "\""}) {
            assertEquals(
                    "/expiresAt",
                    byIt.post(KEYS, "{\"name\": \"x\", \"role\": \"viewer\"" + expiry + "}")
                            .expect(422)
                            .json()
                            .at("/errors/0/pointer")
                            .asText());
        }
        assertEquals(before, team.state());
        byIt.post(
                        KEYS,
                        "{\"name\": \"x\", \"role\": \"viewer\", \"expiresAt\": \"%s\"}"
                                .formatted(end.minusSeconds(60)))
                .expect(201);
    }
}
