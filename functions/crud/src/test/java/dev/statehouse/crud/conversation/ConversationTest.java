package dev.statehouse.crud.conversation;

import static dev.statehouse.crud.conversation.Talks.CONVERSATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {

    private Talks talks;
    private Api api;

    @BeforeAll
    void start() {
        talks = new Talks();
        api = talks.api();
    }

    @AfterAll
    void stop() {
        talks.close();
    }

    private String project(String slug) {
        return api.post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"Project\"}".formatted(slug))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private String titled(Api by, String title, String more) {
        return by.post(CONVERSATIONS, "{\"title\": \"%s\"%s}".formatted(title, more))
                .expect(201)
                .header("location");
    }

    private static String titles(Api by, String query) {
        List<String> titles = new ArrayList<>();
        by.get(CONVERSATIONS + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(row -> titles.add(row.path("title").asText()));
        return titles.toString();
    }

    @Test
    void aConversationIsItsOwnersAloneUnlessItIsSaid() {
        Api.Answer created =
                api.post(CONVERSATIONS, "{\"context\": {\"mood\": 1.50}}").expect(201);
        assertEquals("private", created.json().path("visibility").asText());
        assertEquals(talks.member().toString(), created.json().path("ownerId").asText());
        assertEquals("o200k_base", created.json().path("encoding").asText());
        assertTrue(created.body().contains("{\"mood\": 1.50}"), created.body());
        Api.Answer shown = api.get(created.header("location")).expect(200);
        assertEquals(created.json(), shown.json());
        assertFalse(shown.json().has("messages"));
        api.send("GET", created.header("location"), Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void aCallerThatActsForNobodyHasToShareWhatItMakes() {
        Api key = talks.key();
        assertEquals(
                "/visibility",
                key.post(CONVERSATIONS, "{}")
                        .expect(422)
                        .json()
                        .at("/errors/0/pointer")
                        .asText());
        String path = titled(key, "Shared", ", \"visibility\": \"workspace\"");
        assertTrue(key.get(path).expect(200).json().path("ownerId").isNull());
        api.get(path).expect(200);
        key.get(CONVERSATIONS + "?owner=me").expect(400);
    }

    @Test
    void theLastTouchedComesFirst() {
        String project = project("touched");
        String in = ", \"projectId\": \"" + project + "\"";
        String first = titled(api, "first", in);
        titled(talks.colleague(), "hidden", in);
        titled(api, "second", in + ", \"visibility\": \"workspace\"");
        titled(talks.colleague(), "third", in + ", \"visibility\": \"workspace\"");
        String query = "?project=" + project;
        assertEquals("[third, second, first]", titles(api, query));
        talks.add(first, "touched");
        assertEquals("[first, third, second]", titles(api, query));
        assertEquals("[first, second]", titles(api, query + "&owner=me"));
        assertEquals("[third, second, hidden]", titles(talks.colleague(), query));
        assertEquals("[third, second]", titles(talks.key(), query));
        assertEquals("[second]", titles(talks.colleague(), query + "&owner=" + talks.member()));
        JsonNode page = api.get(CONVERSATIONS + query + "&limit=2").expect(200).json();
        assertTrue(page.path("hasMore").asBoolean());
        assertEquals(
                "[second]",
                titles(api, query + "&limit=2&cursor=" + page.path("nextCursor").asText()));
    }

    @Test
    void aListOfManyIsPagedWithoutGapOrRepeat() {
        String project = project("many");
        for (int i = 0; i < 25; i++) {
            titled(
                    i % 2 == 0 ? api : talks.colleague(),
                    "c" + i,
                    ", \"visibility\": \"workspace\", \"projectId\": \"" + project + "\"");
        }
        List<String> titles = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(CONVERSATIONS + "?limit=4&project=" + project + cursor)
                    .expect(200)
                    .json();
            page.path("data").forEach(row -> titles.add(row.path("title").asText()));
            cursor = page.path("hasMore").asBoolean()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertEquals(25, titles.size());
        assertEquals("c24", titles.getFirst());
        assertEquals("c0", titles.getLast());
        assertEquals(25, titles.stream().distinct().count());
    }

    @Test
    void messagesAreIncludedInOneAnswer() {
        String path = talks.conversation(5);
        JsonNode shown = api.get(path + "?include=messages&limit=3").expect(200).json();
        assertEquals("Talk", shown.path("title").asText());
        assertEquals("3 3, 4 4, 5 5", Talks.contents(shown.at("/messages/data")));
        assertTrue(shown.at("/messages/hasMore").asBoolean());
        String older = shown.at("/messages/nextCursor").asText();
        assertEquals(
                "2 2, 1 1",
                Talks.contents(api.get(path + "/messages?order=desc&cursor=" + older)
                        .expect(200)
                        .json()
                        .path("data")));
        String none = talks.conversation();
        assertEquals(
                "{\"data\":[],\"nextCursor\":null,\"hasMore\":false}",
                api.get(none + "?include=messages")
                        .expect(200)
                        .json()
                        .path("messages")
                        .toString());
        api.get(path + "?include=everything").expect(400);
    }

    @Test
    void aChangeNamesTheRevisionThatWasRead() {
        String path = talks.conversation();
        String project = project("moved");
        Api.Answer changed = api.patch(path, "{\"title\": \"New\", \"projectId\": \"%s\"}".formatted(project), "\"1\"")
                .expect(200);
        assertEquals(project, changed.json().path("projectId").asText());
        api.patch(path, "{\"title\": \"Late\"}", "\"1\"").expect(412);
        talks.add(path, "a message moves the revision");
        api.patch(path, "{\"title\": \"Late\"}", changed.header("etag")).expect(412);
        assertTrue(api.patch(path, "{\"projectId\": null}", "*")
                .expect(200)
                .json()
                .path("projectId")
                .isNull());
    }

    @Test
    void onlyItsOwnerMakesASharedConversationPrivate() {
        String path = talks.conversation("workspace");
        assertEquals(
                "/visibility",
                talks.colleague()
                        .patch(path, "{\"visibility\": \"private\"}", "*")
                        .expect(422)
                        .json()
                        .at("/errors/0/pointer")
                        .asText());
        talks.colleague().patch(path, "{\"title\": \"By a colleague\"}", "*").expect(200);
        api.patch(path, "{\"visibility\": \"private\"}", "*").expect(200);
        talks.colleague().get(path).expect(404);
    }

    @Test
    void aDeletedConversationIsGoneUntilItIsRestored() {
        String path = talks.conversation(3);
        api.delete(path).expect(204);
        api.get(path).expect(404);
        api.get(path + "/messages").expect(404);
        api.get(path + "/context?tokens=10").expect(404);
        api.post(path + "/messages", "{\"role\": \"user\", \"content\": \"x\"}").expect(404);
        assertTrue(api.get(CONVERSATIONS + "?active=false&owner=me")
                .expect(200)
                .body()
                .contains(Talks.id(path).toString()));
        api.post(path + "/restore", "").expect(200);
        assertEquals("1 1, 2 2, 3 3", talks.contents(path));
    }

    @Test
    void aProjectsEndIsNotItsConversations() {
        String project = project("ended");
        String path = titled(api, "stays", ", \"projectId\": \"" + project + "\"");
        talks.crud().database().asOwner("DELETE FROM projects WHERE id = '" + project + "'");
        assertTrue(api.get(path).expect(200).json().path("projectId").isNull());
    }

    @Test
    void whatWasSaidStandsInNoLog() {
        String path = talks.conversation("workspace");
        api.patch(path, "{\"context\": {\"a\": \"unsayable\"}}", "*").expect(200);
        talks.add(path, "unsayable", "unsayable too");
        api.patch(
                        path + "/messages/1",
                        "{\"content\": \"unsayable as well\", \"metadata\": {\"a\": \"unsayable\"}}",
                        "*")
                .expect(200);
        api.put(path + "/summary", "{\"content\": \"unsayable\", \"seq\": 1}").expect(200);
        api.delete(path + "/messages/2").expect(204);
        String log = api.as(TestCaller.of(talks.crud().workspace(), "admin"))
                .get("/v1/audit-log?limit=100")
                .expect(200)
                .body();
        assertTrue(log.contains(Talks.id(path).toString()));
        assertTrue(log.contains("\"relation\":\"messages\""), log);
        assertTrue(log.contains("last_seq"), log);
        assertFalse(log.contains("unsayable"), log);
    }
}
