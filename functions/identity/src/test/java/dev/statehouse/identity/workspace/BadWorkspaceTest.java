package dev.statehouse.identity.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests about workspaces that are refused, with the field that is named; nothing is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadWorkspaceTest {

    private Team team;
    private UUID person;

    @BeforeAll
    void start() {
        team = new Team();
        person = team.person();
    }

    @AfterAll
    void stop() {
        team.close();
    }

    @ParameterizedTest(name = "POST {0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | 422 | /name
            []                                                        | 400 | ``
            {"name": " ", "slug": "x"}                                | 422 | /name
            {"name": 5, "slug": "x"}                                  | 400 | /name
            {"name": "x"}                                             | 422 | /slug
            {"name": "x", "slug": "Not a slug"}                       | 422 | /slug
            {"name": "x", "slug": "-x"}                               | 422 | /slug
            {"name": "x", "slug": "0190d0c8-0000-7000-8000-000000000000"} | 422 | /slug
            {"name": "x\\u0000", "slug": "x"}                         | 422 | /name
            {"name": "x", "slug": "x", "settings": []}                | 422 | /settings
            {"name": "x", "slug": "x", "settings": "x"}               | 422 | /settings
            {"name": "x", "slug": "x", "settings": {"a": "\\ud800"}}  | 422 | /settings/a
            {"name": "x", "slug": "x", "plan": "team"}                | 400 | /plan
            {"name": "x", "slug": "x", "role": "owner"}               | 400 | /role
            {"name": "x", "slug": "x", "id": "0190d0c8-0000-7000-8000-000000000000"} | 400 | /id
            {"name": "x", "slug": "x", "createdAt": "2030-01-01T00:00:00Z"} | 400 | /createdAt
            {"name": "x", "slug": "x", "historyRetentionDays": 1}     | 400 | /historyRetentionDays
            {"name": "x", "slug": "x", "ownerId": "x"}                | 400 | /ownerId
            """)
    void aNewWorkspaceIsRefused(String body, int status, String pointer) {
        refused(team.person(person), "POST", "/v1/workspaces", body, status, pointer);
    }

    @ParameterizedTest(name = "PATCH {0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": null, "slug": 1}                                 | 400 | /slug
            {"name": ""}                                              | 422 | /name
            {"slug": "A"}                                             | 422 | /slug
            {"slug": "0190d0c8-0000-7000-8000-000000000000"}          | 422 | /slug
            {"settings": 1}                                           | 422 | /settings
            {"settings": {"a": 1, "a": 2}}                            | 400 | /settings
            {"plan": "Not a plan"}                                    | 422 | /plan
            {"plan": ""}                                              | 422 | /plan
            {"historyRetentionDays": 0}                               | 422 | /historyRetentionDays
            {"historyRetentionDays": 3651}                            | 422 | /historyRetentionDays
            {"historyRetentionDays": 1.5}                             | 400 | /historyRetentionDays
            {"historyRetentionDays": "30"}                            | 400 | /historyRetentionDays
            {"role": "owner"}                                         | 400 | /role
            {"id": "0190d0c8-0000-7000-8000-000000000000"}            | 400 | /id
            {"revision": 9}                                           | 400 | /revision
            {"createdAt": "2030-01-01T00:00:00Z"}                     | 400 | /createdAt
            """)
    void aChangeIsRefused(String body, int status, String pointer) {
        refused(team.key("owner"), "PATCH", "/v1/workspace", body, status, pointer);
    }

    @ParameterizedTest(name = "GET {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            settings=%7B                | settings
            limit=0                     | limit
            limit=101                   | limit
            limit=x                     | limit
            cursor=x                    | cursor
            """)
    void aListIsRefused(String query, String parameter) {
        assertEquals(
                parameter,
                team.person(person)
                        .get("/v1/workspaces?" + query)
                        .expect(400)
                        .json()
                        .at("/errors/0/parameter")
                        .asText());
    }

    private void refused(Api api, String method, String path, String body, int status, String pointer) {
        String before = team.state();
        Api.Answer answer =
                api.send(method, path, java.util.Map.of("content-type", "application/json", "if-match", "*"), body);
        assertEquals(status, answer.status(), answer.body());
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals(before, team.state(), "a refused request changed something");
    }
}
