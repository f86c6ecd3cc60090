package dev.statehouse.identity.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests about keys that are refused, with the field that is named; nothing is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadKeyTest {

    private Team team;
    private Api admin;
    private String key;

    @BeforeAll
    void start() {
        team = new Team();
        admin = team.key("admin");
        key = admin.post("/v1/api-keys", "{\"name\": \"x\", \"role\": \"viewer\"}")
                .expect(201)
                .header("location");
    }

    @AfterAll
    void stop() {
        team.close();
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                   | 422 | /name
            {"name": " ", "role": "viewer"}                                      | 422 | /name
            {"name": ["x"], "role": "viewer"}                                    | 400 | /name
            {"name": "x"}                                                        | 422 | /role
            {"name": "x", "role": "king"}                                        | 422 | /role
            {"name": "x", "role": "viewer", "scopes": []}                        | 422 | /scopes
            {"name": "x", "role": "viewer", "scopes": "read"}                    | 400 | /scopes
            {"name": "x", "role": "viewer", "scopes": [null]}                    | 422 | /scopes/0
            {"name": "x", "role": "viewer", "scopes": ["read", "prompts:fly"]}   | 422 | /scopes/1
            {"name": "x", "role": "viewer", "scopes": ["read write"]}            | 422 | /scopes/0
            {"name": "x", "role": "viewer", "scopes": ["Read"]}                  | 422 | /scopes/0
            {"name": "x", "role": "viewer", "expiresAt": "tomorrow"}             | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": "2020-01-01T00:00:00Z"} | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": "2090-01-01T00:00:00Z"} | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": "2030-01-01T00:00:00"}  | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": "+999999999-12-31T23:59:59Z"} | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": "-999999999-01-01T00:00:00Z"} | 422 | /expiresAt
            {"name": "x", "role": "viewer", "expiresAt": 1900000000}             | 400 | /expiresAt
            {"name": "x", "role": "viewer", "actsForMe": "yes"}                  | 400 | /actsForMe
            {"name": "x", "role": "viewer", "actsForMe": true}                   | 422 | /actsForMe
            {"name": "x", "role": "viewer", "id": "x"}                           | 400 | /id
            {"name": "x", "role": "viewer", "userId": "x"}                       | 400 | /userId
            {"name": "x", "role": "viewer", "workspaceId": "x"}                  | 400 | /workspaceId
            {"name": "x", "role": "viewer", "prefix": "aaaaaaaaaaaa"}            | 400 | /prefix
            {"name": "x", "role": "viewer", "key": "sth_x"}                      | 400 | /key
            {"name": "x", "role": "viewer", "secretSha256": "x"}                 | 400 | /secretSha256
            {"name": "x", "role": "viewer", "lastUsedAt": "2020-01-01T00:00:00Z"} | 400 | /lastUsedAt
            {"name": "x", "role": "viewer", "createdAt": "2020-01-01T00:00:00Z"} | 400 | /createdAt
            """)
    void aNewKeyIsRefused(String body, int status, String pointer) {
        refused("POST", "/v1/api-keys", body, status, pointer);
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                   | 422 | /name
            {"name": ""}                         | 422 | /name
            {"name": "x", "role": "owner"}       | 400 | /role
            {"name": "x", "scopes": ["admin"]}   | 400 | /scopes
            {"name": "x", "expiresAt": null}     | 400 | /expiresAt
            {"name": "x", "revokedAt": null}     | 400 | /revokedAt
            """)
    void aChangeIsRefused(String body, int status, String pointer) {
        refused("PATCH", key, body, status, pointer);
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"overlapSeconds": -1}               | 422 | /overlapSeconds
            {"overlapSeconds": 604801}           | 422 | /overlapSeconds
            {"overlapSeconds": 1.5}              | 400 | /overlapSeconds
            {"overlapSeconds": "10"}             | 400 | /overlapSeconds
            {"role": "owner"}                    | 400 | /role
            {"scopes": ["admin"]}                | 400 | /scopes
            """)
    void aRotationIsRefused(String body, int status, String pointer) {
        refused("POST", key + "/rotate", body, status, pointer);
    }

    private void refused(String method, String path, String body, int status, String pointer) {
        String before = team.state();
        Api.Answer answer = admin.send(method, path, java.util.Map.of("content-type", "application/json"), body);
        assertEquals(status, answer.status(), answer.body());
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals(before, team.state(), "a refused request changed something");
    }
}
