package dev.statehouse.identity.issuer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenIssuerTest {

    private static final String PATH = "/v1/token-issuers";

    private Team team;
    private Api admin;

    @BeforeAll
    void start() {
        team = new Team();
        admin = team.key("admin");
    }

    @AfterAll
    void stop() {
        team.close();
    }

    private static String body(String name, String fields) {
        return "{\"issuer\": \"https://%s.example\", \"audience\": \"statehouse\"%s}".formatted(name, fields);
    }

    private JsonNode make(String name, String fields) {
        return admin.post(PATH, body(name, fields)).expect(201).json();
    }

    private static String path(JsonNode issuer) {
        return PATH + "/" + issuer.path("id").asText();
    }

    @Test
    void whatIsNotSaidIsTheLeast() {
        Api.Answer made = admin.post(PATH, body("least", "")).expect(201);
        JsonNode issuer = made.json();
        assertEquals("\"1\"", made.header("etag"));
        assertEquals("https://least.example", issuer.path("issuer").asText());
        assertEquals("[\"RS256\"]", issuer.path("algorithms").toString());
        assertEquals("viewer", issuer.path("role").asText());
        assertEquals(
                "https://least.example/.well-known/jwks.json",
                issuer.path("jwksUrl").asText());
        assertTrue(issuer.path("active").asBoolean());
        assertTrue(issuer.path("requiredScope").isNull());
        assertTrue(issuer.path("scopes").isNull());
        assertEquals(issuer, admin.get(made.header("location")).expect(200).json());
    }

    @Test
    void allThatIsSaidIsKept() {
        JsonNode issuer = make("all", """
                , "algorithms": ["ES256", "EdDSA", "ES256"], "requiredScope": "state:use", "role": "editor",
                "jwksUrl": "https://keys.example:8443/all?v=1", "scopes": ["prompts:write", "read"], "active": false""");
        assertEquals("[\"ES256\",\"EdDSA\"]", issuer.path("algorithms").toString());
        assertEquals("state:use", issuer.path("requiredScope").asText());
        assertEquals("editor", issuer.path("role").asText());
        assertEquals("https://keys.example:8443/all?v=1", issuer.path("jwksUrl").asText());
        assertEquals("[\"prompts:write\",\"read\"]", issuer.path("scopes").toString());
        assertFalse(issuer.path("active").asBoolean());
    }

    @Test
    void aSlashAtTheIssuersEndBelongsToItsName() {
        JsonNode issuer = admin.post(PATH, body("slash", "").replace(".example", ".example/"))
                .expect(201)
                .json();
        assertEquals("https://slash.example/", issuer.path("issuer").asText());
        assertEquals(
                "https://slash.example/.well-known/jwks.json",
                issuer.path("jwksUrl").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /issuer        | "issuer": "http://x.example"
            /issuer        | "issuer": "x.example"
            /issuer        | "issuer": ""
            /issuer        | "issuer": null
            /issuer        | "issuer": "https://"
            /issuer        | "issuer": "https://u:p@x.example"
            /issuer        | "issuer": "https://x.example/?a=b"
            /issuer        | "issuer": "https://x.example/#f"
            /issuer        | "issuer": "https://x.example/a b"
            /issuer        | "issuer": "https://x.example:70000"
            /issuer        | "issuer": "file:///etc/hostname"
            /jwksUrl       | "jwksUrl": "http://x.example/jwks"
            /jwksUrl       | "jwksUrl": "https://u@x.example/jwks"
            /jwksUrl       | "jwksUrl": "https://x.example/\\u0000"
            /jwksUrl       | "jwksUrl": "jar:https://x.example!/"
            /audience      | "audience": ""
            /audience      | "audience": "a b"
            /audience      | "audience": null
            /algorithms/0  | "algorithms": ["none"]
            /algorithms/1  | "algorithms": ["RS256", "HS256"]
            /algorithms/0  | "algorithms": ["rs256"]
            /algorithms/0  | "algorithms": ["RS256\\n"]
            /algorithms    | "algorithms": []
            /requiredScope | "requiredScope": "a b"
            /role          | "role": "owner"
            /role          | "role": "root"
            /scopes/0      | "scopes": ["everything"]
            /scopes        | "scopes": []
            """)
    void badFieldsAreNamedAndNothingIsWritten(String pointer, String field) {
        String before = team.ask("SELECT count(*) FROM token_issuers");
        String name = field.replaceAll("^\"(\\w+)\".*", "$1");
        String others = switch (name) {
            case "issuer" -> "\"audience\": \"a\", ";
            case "audience" -> "\"issuer\": \"https://x.example\", ";
            default -> "\"issuer\": \"https://x.example\", \"audience\": \"a\", ";
        };
        Api.Answer answer = admin.post(PATH, "{" + others + field + "}");
        assertTrue(answer.status() == 400 || answer.status() == 422, answer.body());
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals(before, team.ask("SELECT count(*) FROM token_issuers"));
    }

    @Test
    void anIssuerIsThereOnceForEachAudience() {
        make("once", "");
        Api.Answer again = admin.post(PATH, body("once", "")).expect(409);
        assertEquals("/audience", again.json().at("/errors/0/pointer").asText(), again.body());
        admin.post(PATH, body("once", "").replace("statehouse", "other")).expect(201);
        team.as(TestCaller.of(team.anotherWorkspace(), "admin"))
                .post(PATH, body("once", ""))
                .expect(201);
    }

    @Test
    void aChangeNeedsTheRevisionThatItIsOf() {
        JsonNode issuer = make("changed", ", \"scopes\": [\"read\"], \"requiredScope\": \"x\"");
        admin.send("PATCH", path(issuer), Map.of("content-type", "application/json"), "{\"active\": false}")
                .expect(428);
        admin.patch(path(issuer), "{\"active\": false}", "\"7\"").expect(412);
        JsonNode changed = admin.patch(path(issuer), "{\"active\": false, \"role\": \"admin\"}", "\"1\"")
                .expect(200)
                .json();
        assertFalse(changed.path("active").asBoolean());
        assertEquals("admin", changed.path("role").asText());
        assertEquals("[\"read\"]", changed.path("scopes").toString());
        assertEquals("x", changed.path("requiredScope").asText());
        assertEquals(2, changed.path("revision").asInt());
        JsonNode cleared = admin.patch(path(issuer), "{\"requiredScope\": null, \"scopes\": null}", "*")
                .expect(200)
                .json();
        assertTrue(cleared.path("requiredScope").isNull());
        assertTrue(cleared.path("scopes").isNull());
        assertEquals("admin", cleared.path("role").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /jwksUrl       | {"jwksUrl": "http://x.example"}
            /algorithms/0  | {"algorithms": ["none"]}
            /requiredScope | {"requiredScope": "a b"}
            /role          | {"role": "owner"}
            /scopes/0      | {"scopes": ["nothing"]}
            /scopes        | {"scopes": []}
            /issuer        | {"issuer": "https://other.example"}
            /audience      | {"audience": "other"}
            """)
    void badChangesAreRefused(String pointer, String change) {
        JsonNode issuer = make("bad-" + UUID.randomUUID(), "");
        Api.Answer answer = admin.patch(path(issuer), change, "*");
        assertTrue(answer.status() == 400 || answer.status() == 422, answer.body());
        assertTrue(answer.json().at("/errors/0/pointer").asText().startsWith(pointer), answer.body());
        assertEquals(issuer, admin.get(path(issuer)).json());
        admin.delete(path(issuer)).expect(204);
    }

    @Test
    void itIsDeleted() {
        JsonNode issuer = make("deleted", "");
        admin.send("DELETE", path(issuer), Map.of("if-match", "\"9\""), null).expect(412);
        admin.delete(path(issuer)).expect(204);
        admin.delete(path(issuer)).expect(404);
        admin.get(path(issuer)).expect(404);
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        JsonNode issuer = make("hidden", "");
        Api stranger = team.as(TestCaller.of(team.anotherWorkspace(), "owner"));
        stranger.get(path(issuer)).expect(404);
        stranger.patch(path(issuer), "{\"active\": false}", "*").expect(404);
        stranger.delete(path(issuer)).expect(404);
        assertEquals(0, stranger.get(PATH).expect(200).json().path("data").size());
    }

    /** Whoever says whose keys are believed holds all tokens that they sign. */
    @Test
    void itsTokensMayDoNoMoreThanWhoConfiguresIt() {
        Api limited = team.as(TestCaller.of(team.workspace(), "admin").scoped("issuers:admin prompts:read"));
        limited.post(PATH, body("limited", ", \"scopes\": [\"prompts:write\"]")).expect(403);
        JsonNode own = limited.post(PATH, body("limited", "")).expect(201).json();
        assertEquals("[\"issuers:admin\",\"prompts:read\"]", own.path("scopes").toString());
        limited.patch(path(own), "{\"scopes\": [\"members:admin\"]}", "*").expect(403);
        limited.patch(path(own), "{\"jwksUrl\": \"https://new.example/\"}", "*").expect(200);

        JsonNode others = make("unlimited", "");
        Api.Answer taken = limited.patch(path(others), "{\"jwksUrl\": \"https://evil.example/\"}", "*");
        taken.expect(403);
        assertEquals(others, admin.get(path(others)).json());
    }

    @Test
    void thereAreTwentyAtMost() {
        Api other = team.as(TestCaller.of(team.anotherWorkspace(), "admin"));
        for (int i = 0; i < IssuerRegister.MOST; i++) {
            other.post(PATH, body("n" + i, "")).expect(201);
        }
        other.post(PATH, body("one-more", "")).expect(409);
        JsonNode page = other.get(PATH + "?limit=2").expect(200).json();
        assertEquals("https://n19.example", page.at("/data/0/issuer").asText());
        assertTrue(page.path("hasMore").asBoolean());
        JsonNode next = other.get(
                        PATH + "?limit=2&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("https://n17.example", next.at("/data/0/issuer").asText());
    }

    @Test
    void aRepeatMakesNoSecondOne() {
        TestCaller caller = TestCaller.of(team.workspace(), "admin");
        JsonNode first = team.as(caller)
                .post(PATH, body("repeated", ""), "repeated")
                .expect(201)
                .json();
        Api.Answer second =
                team.as(caller).post(PATH, body("repeated", ""), "repeated").expect(201);
        assertEquals(first, second.json());
        assertEquals("true", second.header("idempotency-replayed"));
    }

    @Test
    void changesAreInTheAuditLog() {
        JsonNode issuer = make("audited", "");
        admin.patch(path(issuer), "{\"active\": false}", "*").expect(200);
        admin.delete(path(issuer)).expect(204);
        assertEquals(
                "insert,update,delete",
                team.ask(
                        "SELECT string_agg(action, ',' ORDER BY id) FROM audit_entries WHERE relation = 'token_issuers'"
                                + " AND row_id = '" + issuer.path("id").asText() + "'"));
    }

    /** A token is about nobody who has a profile or sessions here. */
    @Test
    void itsTokensAreNoPersons() {
        Api token = team.as(new TestCaller(Map.of(
                "workspaceId",
                team.workspace().toString(),
                "tokenId",
                UUID.randomUUID().toString(),
                "subject",
                "service|7",
                "role",
                "admin")));
        for (String path : List.of("/v1/me", "/v1/sessions", "/v1/workspaces")) {
            assertEquals(403, token.get(path).status(), path);
        }
        token.get(PATH).expect(200);
    }
}
