package dev.statehouse.crud.conversation;

import static dev.statehouse.crud.conversation.Talks.CONVERSATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one member keeps private is to every other member of the workspace, of whatever role, as if it were not there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivateConversationTest {

    private Talks talks;
    private String secret;

    @BeforeAll
    void start() {
        talks = new Talks();
        secret = talks.conversation(3);
        talks.api()
                .patch(secret + "/messages/1", "{\"content\": \"edited\"}", "*")
                .expect(200);
    }

    @AfterAll
    void stop() {
        talks.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /{id}                          | -
            GET    | /{id}?include=messages         | -
            PATCH  | /{id}                          | {"title": "x"}
            PATCH  | /{id}                          | {"visibility": "workspace"}
            DELETE | /{id}                          | -
            POST   | /{id}/restore                  | -
            POST   | /{id}/forks                    | {"seq": 1}
            GET    | /{id}/context?tokens=1000      | -
            PUT    | /{id}/summary                  | {"content": "x", "seq": 1}
            DELETE | /{id}/summary                  | -
            GET    | /{id}/messages                 | -
            GET    | /{id}/messages?order=desc      | -
            POST   | /{id}/messages                 | {"role": "user", "content": "x"}
            POST   | /{id}/messages/batch           | {"messages": [{"role": "user", "content": "x"}]}
            GET    | /{id}/messages/1               | -
            PATCH  | /{id}/messages/1               | {"pinned": true}
            DELETE | /{id}/messages/1               | -
            POST   | /{id}/messages/1/restore       | -
            GET    | /{id}/messages/1/revisions     | -
            GET    | /{id}/openai-messages          | -
            POST   | /{id}/openai-messages          | {"messages": [{"role": "user", "content": "x"}]}
            """)
    void aColleagueIsAnsweredAsOfAnUnknownId(String method, String path, String body) {
        String before = talks.crud().state();
        for (Api other : new Api[] {talks.colleague(), talks.key(), talks.crud().stranger()}) {
            Api.Answer known = send(other, method, path, body, Talks.id(secret));
            Api.Answer unknown = send(other, method, path, body, UUID.randomUUID());
            assertEquals(404, known.status(), known.body());
            assertEquals(unknown.body(), known.body());
            assertEquals(unknown.headers(), known.headers());
        }
        assertEquals(before, talks.crud().state());
    }

    private static Api.Answer send(Api api, String method, String path, String body, UUID id) {
        return api.send(
                method,
                CONVERSATIONS + path.replace("{id}", id.toString()),
                Map.of("content-type", "application/json", "if-match", "*"),
                body);
    }

    @Test
    void noListCountsIt() {
        for (Api other : new Api[] {talks.colleague(), talks.key()}) {
            for (String query : new String[] {"", "?active=false", "?owner=" + talks.member()}) {
                JsonNode list = other.get(CONVERSATIONS + query + (query.isEmpty() ? "?" : "&") + "limit=100")
                        .expect(200)
                        .json();
                list.path("data")
                        .forEach(row ->
                                assertEquals("workspace", row.path("visibility").asText()));
                assertFalse(list.path("hasMore").asBoolean());
            }
        }
        assertTrue(talks.api()
                .get(CONVERSATIONS)
                .expect(200)
                .body()
                .contains(Talks.id(secret).toString()));
    }

    @Test
    void noLogTellsOfIt() {
        String message = talks.api()
                .get(secret + "/messages/1")
                .expect(200)
                .json()
                .path("id")
                .asText();
        assertEquals(
                1,
                talks.crud()
                        .count("SELECT count(*) FROM audit_entries WHERE relation = 'messages' AND row_id = '" + message
                                + "' AND visibility = 'private'"));
        for (Api other : new Api[] {talks.colleague(), talks.key()}) {
            String log = other.get("/v1/audit-log?limit=100").expect(200).body();
            assertFalse(log.contains(Talks.id(secret).toString()), log);
            assertFalse(log.contains(message), log);
        }
    }

    @Test
    void aMessageOfItCannotBeReachedThroughAnotherConversation() {
        String shared = talks.conversation("workspace");
        talks.add(shared, "shown");
        assertEquals(
                "1 shown",
                Talks.contents(talks.colleague()
                        .get(shared + "/messages")
                        .expect(200)
                        .json()
                        .path("data")));
        talks.colleague().get(shared + "/messages/2").expect(404);
    }
}
