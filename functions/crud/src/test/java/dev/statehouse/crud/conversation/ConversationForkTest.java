package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationForkTest {

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

    private static String fork(Api by, String path, int seq) {
        return by.post(path + "/forks", "{\"seq\": " + seq + "}").expect(201).header("location");
    }

    private String fork(String path, int seq) {
        return fork(api, path, seq);
    }

    private static String shown(Api by, String path) {
        return Talks.contents(
                by.get(path + "/messages?limit=100").expect(200).json().path("data"));
    }

    private long rows() {
        return talks.crud().count("SELECT count(*) FROM messages");
    }

    @Test
    void aForkGoesOnFromItsMessageAndCopiesNone() {
        String parent = talks.conversation(3);
        long before = rows();
        Api.Answer made = api.post(parent + "/forks", "{\"seq\": 2, \"title\": \"Other\"}")
                .expect(201);
        assertEquals(before, rows());
        String fork = made.header("location");
        assertEquals(Talks.id(parent).toString(), made.json().path("parentId").asText());
        assertEquals(2, made.json().path("forkedSeq").asInt());
        assertEquals(2, made.json().path("messageCount").asInt());
        talks.add(fork, "other");
        assertEquals("1 1, 2 2, 3 other", talks.contents(fork));
        assertEquals("1 1, 2 2, 3 3", talks.contents(parent));
        assertEquals(
                "3 other, 2 2, 1 1",
                Talks.contents(api.get(fork + "/messages?order=desc")
                        .expect(200)
                        .json()
                        .path("data")));
        JsonNode inherited = api.get(fork + "/messages/2").expect(200).json();
        assertTrue(inherited.path("inherited").asBoolean());
        assertEquals(api.get(parent + "/messages/2").expect(200).json().path("id"), inherited.path("id"));
        assertEquals(
                "2 2, 3 other",
                Talks.contents(api.get(fork + "?include=messages&limit=2")
                        .expect(200)
                        .json()
                        .at("/messages/data")));
    }

    @Test
    void whatBecomesOfTheParentLaterIsNotSeen() {
        String parent = talks.conversation(4);
        api.patch(parent + "/messages/1", "{\"content\": \"edited before\"}", "*")
                .expect(200);
        api.delete(parent + "/messages/2").expect(204);
        String fork = fork(parent, 4);
        long tokens = api.get(fork).expect(200).json().path("tokenCount").asLong();
        assertEquals(api.get(parent).expect(200).json().path("tokenCount").asLong(), tokens);
        String then = "1 edited before, 3 3, 4 4";
        assertEquals(then, talks.contents(fork));

        api.patch(parent + "/messages/1", "{\"content\": \"edited after\"}", "*")
                .expect(200);
        api.patch(parent + "/messages/1", "{\"content\": \"and again\", \"pinned\": true}", "*")
                .expect(200);
        api.post(parent + "/messages/2/restore", "").expect(200);
        api.delete(parent + "/messages/3").expect(204);
        talks.add(parent, "5");
        assertEquals("1 and again, 2 2, 4 4, 5 5", talks.contents(parent));
        assertEquals(then, talks.contents(fork));
        JsonNode context = api.get(fork + "/context?tokens=100000").expect(200).json();
        assertEquals(then, Talks.contents(context.path("messages")));
        assertEquals(tokens, context.path("tokens").asLong());
        assertEquals(0, context.at("/leftOut/messages").asInt());

        api.delete(parent).expect(204);
        assertEquals(then, talks.contents(fork));
    }

    @Test
    void aForkOfAForkShowsAllThatLiesBehind() {
        String first = talks.conversation(3);
        String second = fork(first, 2);
        talks.add(second, "b3", "b4");
        String third = fork(second, 4);
        talks.add(third, "c5");
        api.patch(second + "/messages/3", "{\"content\": \"changed\"}", "*").expect(200);
        assertEquals("1 1, 2 2, 3 b3, 4 b4, 5 c5", talks.contents(third));
        String early = fork(third, 1);
        assertEquals("1 1", talks.contents(early));
        talks.add(early, "d2");
        assertEquals("1 1, 2 d2", talks.contents(early));
        assertEquals("1 1, 2 2, 3 changed, 4 b4", talks.contents(second));
        assertEquals(
                "3 b3, 4 b4",
                Talks.contents(api.get(third + "/messages?limit=2&cursor=" + dev.statehouse.http.Cursor.of("2"))
                        .expect(200)
                        .json()
                        .path("data")));
    }

    @Test
    void whatIsInheritedIsChangedWhereItWasWritten() {
        String fork = fork(talks.conversation(2), 2);
        api.patch(fork + "/messages/1", "{\"pinned\": true}", "*").expect(409);
        api.delete(fork + "/messages/1").expect(409);
        api.post(fork + "/messages/1/restore", "").expect(409);
        api.get(fork + "/messages/1/revisions").expect(404);
    }

    @Test
    void whoForksMustSeeTheParentAndKeepsWhatTheySaw() {
        String parent = talks.conversation("workspace");
        talks.add(parent, "shared");
        String fork = fork(talks.colleague(), parent, 1);
        api.get(fork).expect(404);
        api.patch(parent, "{\"visibility\": \"private\"}", "*").expect(200);
        talks.add(parent, "secret");
        api.patch(parent + "/messages/1", "{\"content\": \"secret\"}", "*").expect(200);

        assertEquals("1 shared", shown(talks.colleague(), fork));
        talks.colleague().get(parent).expect(404);
        talks.colleague().post(parent + "/forks", "{\"seq\": 1}").expect(404);
        String further = fork(talks.colleague(), fork, 1);
        assertEquals("1 shared", shown(talks.colleague(), further));
    }

    @Test
    void aForkOfWhatIsSharedIsPrivateUnlessItIsSaid() {
        String parent = talks.conversation("workspace");
        talks.add(parent, "shared");
        String fork = fork(parent, 1);
        talks.colleague().get(fork).expect(404);
        talks.colleague().get(fork + "/messages").expect(404);
        talks.key().post(parent + "/forks", "{\"seq\": 1}").expect(422);
        talks.key()
                .post(parent + "/forks", "{\"seq\": 1, \"visibility\": \"workspace\"}")
                .expect(201);
    }

    @Test
    void aForkIsAtAMessageThatIsShown() {
        String parent = talks.conversation(2);
        api.delete(parent + "/messages/2").expect(204);
        for (int seq : new int[] {2, 3, 2_147_483_647}) {
            assertEquals(
                    "/seq",
                    api.post(parent + "/forks", "{\"seq\": " + seq + "}")
                            .expect(422)
                            .json()
                            .at("/errors/0/pointer")
                            .asText());
        }
        api.post(parent + "/forks", "{\"seq\": 0}").expect(422);
        api.post(parent + "/forks", "{}").expect(422);
    }

    @Test
    void forksGoSoDeepAndNoDeeper() {
        String path = talks.conversation(1);
        for (int depth = 1; depth <= 32; depth++) {
            path = fork(path, depth);
            talks.add(path, "at " + depth);
        }
        api.post(path + "/forks", "{\"seq\": 33}").expect(409);
        // Behind an earlier message lie fewer.
        assertEquals("1 1, 2 at 1", talks.contents(fork(path, 2)));
        JsonNode all = api.get(path + "/messages?limit=100").expect(200).json().path("data");
        assertEquals(33, all.size());
    }

    /** What a fork reads is set when it is made: nobody who has no more than the application's rights can bend it to a cycle. */
    @Test
    void theApplicationCannotWriteWhatAForkReads() {
        assertEquals(0, talks.crud().count("""
                SELECT count(*)
                FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
                WHERE has_table_privilege('statehouse_app', 'app.conversation_segments', p)
                """));
        String parent = talks.conversation(1);
        String fork = fork(parent, 1);
        String cycle = talks.conversation();
        talks.crud()
                .database()
                .asOwner("UPDATE conversations SET parent_id = '%s' WHERE id = '%s'"
                        .formatted(Talks.id(fork), Talks.id(parent)));
        assertEquals("1 1", talks.contents(parent));
        assertEquals("1 1", talks.contents(fork));
        api.patch(cycle, "{\"parentId\": \"" + Talks.id(fork) + "\"}", "*").expect(400);
    }
}
