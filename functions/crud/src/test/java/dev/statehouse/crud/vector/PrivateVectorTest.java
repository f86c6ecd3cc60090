package dev.statehouse.crud.vector;

import static dev.statehouse.crud.vector.Numbered.VECTORS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.Api;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one member keeps private is to every other member of the workspace, of whatever role, as if it were not there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivateVectorTest {

    private Numbered numbered;
    private String secret;
    private String said;

    @BeforeAll
    void start() {
        numbered = new Numbered();
        secret = numbered.vector("secret", "");
        said = numbered.vector("said", ", \"conversationId\": \"%s\"".formatted(numbered.conversation("private")));
    }

    @AfterAll
    void stop() {
        numbered.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /{id}                | -
            GET    | /{id}?include=values | -
            PATCH  | /{id}                | {"content": "x"}
            PATCH  | /{id}                | {"values": [1, 0, 0]}
            PATCH  | /{id}                | {"visibility": "workspace"}
            DELETE | /{id}                | -
            POST   | /{id}/restore        | -
            """)
    void aColleagueIsAnsweredAsOfAnUnknownId(String method, String path, String body) {
        String before = numbered.crud().state();
        for (Api other : new Api[] {
            numbered.colleague(), numbered.admin(), numbered.crud().stranger()
        }) {
            Api.Answer unknown =
                    send(other, method, path, body, UUID.randomUUID().toString());
            for (String id : new String[] {secret, said}) {
                Api.Answer known = send(other, method, path, body, id);
                assertEquals(404, known.status(), known.body());
                assertEquals(unknown.body(), known.body());
            }
            assertEquals(0, other.get(VECTORS).expect(200).json().path("data").size());
            assertEquals("", other.get("/v1/vector-exports").expect(200).body());
        }
        assertEquals(before, numbered.crud().state());
    }

    private static Api.Answer send(Api api, String method, String path, String body, String id) {
        return api.send(
                method,
                VECTORS + path.replace("{id}", id),
                Map.of("content-type", "application/json", "if-match", "*"),
                body);
    }
}
