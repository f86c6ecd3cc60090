package dev.statehouse.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another workspace has can't be told from what nobody has: each operation answers both alike, byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIdTest {

    private Team team;
    private Api stranger;
    private Map<String, String> ids;

    @BeforeAll
    void start() {
        team = new Team();
        Api owner = team.key("owner");
        ids = Map.of(
                "member", team.member("viewer").toString(),
                "key", id(owner.post("/v1/api-keys", "{\"name\": \"x\", \"role\": \"viewer\"}")),
                "issuer",
                        id(owner.post("/v1/token-issuers", "{\"issuer\": \"https://x.example\", \"audience\": \"x\"}")),
                "invitation",
                        id(owner.post("/v1/invitations", "{\"email\": \"x@example.org\", \"role\": \"viewer\"}")));
        stranger = team.as(TestCaller.of(team.anotherWorkspace(), "owner"));
    }

    @AfterAll
    void stop() {
        team.close();
    }

    private static String id(Api.Answer created) {
        return created.expect(201).json().path("id").asText();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            PATCH  | /v1/members/{member}         | {"role": "viewer"}
            DELETE | /v1/members/{member}         |
            DELETE | /v1/invitations/{invitation} |
            GET    | /v1/api-keys/{key}           |
            PATCH  | /v1/api-keys/{key}           | {"name": "Mine"}
            DELETE | /v1/api-keys/{key}           |
            POST   | /v1/api-keys/{key}/rotate    | {}
            GET    | /v1/token-issuers/{issuer}   |
            PATCH  | /v1/token-issuers/{issuer}   | {"active": false}
            DELETE | /v1/token-issuers/{issuer}   |
            """)
    void foreignAndUnknownAreAlike(String method, String path, String body) {
        String before = team.state();
        Api.Answer foreign = send(method, path, body, ids);
        String nobody = UUID.randomUUID().toString();
        Api.Answer unknown = send(
                method, path, body, Map.of("member", nobody, "key", nobody, "invitation", nobody, "issuer", nobody));

        assertEquals(404, foreign.status(), foreign.body());
        assertEquals(unknown.body(), foreign.body());
        assertEquals(unknown.headers(), foreign.headers());
        assertEquals(before, team.state());
    }

    private Api.Answer send(String method, String path, String body, Map<String, String> places) {
        String filled = path;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        return stranger.send(method, filled, Map.of("content-type", "application/json", "if-match", "*"), body);
    }

    @ParameterizedTest
    @CsvSource({"/v1/members", "/v1/invitations", "/v1/api-keys", "/v1/token-issuers"})
    void listsShowNothingOfOthers(String path) {
        assertEquals(0, stranger.get(path).expect(200).json().path("data").size());
    }
}
