package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.MessageAppends;
import dev.statehouse.testing.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageTest {

    private static final int CLIENTS = 8;
    private static final int EACH = 15;

    private record Person(UUID workspaceId, UUID personId) implements Tenant {}

    private Talks talks;
    private Api api;

    @BeforeAll
    void start() {
        talks = new Talks(Map.of("database.pool-size", CLIENTS, "datasources.default.connection-timeout", 20_000));
        api = talks.api();
    }

    @AfterAll
    void stop() {
        talks.close();
    }

    private Api.Answer add(String path, String content) {
        return api.post(path + "/messages", Talks.json(Map.of("role", "user", "content", content)));
    }

    private static int seq(Api.Answer written) {
        return written.expect(201).json().path("seq").asInt();
    }

    @Test
    void aMessageIsAddedUnderItsNumberAndShown() {
        String path = talks.conversation();
        Api.Answer written = api.post(path + "/messages", """
                        {"role": "tool", "content": "21 °C", "metadata": {"source": {"digits": 1.10}}, "pinned": true}""").expect(201);
        assertEquals(path + "/messages/1", written.header("location"));
        Api.Answer shown = api.get(path + "/messages/1").expect(200);
        assertEquals("21 °C", shown.json().path("content").asText());
        assertEquals("tool", shown.json().path("role").asText());
        assertTrue(shown.json().path("pinned").asBoolean());
        assertTrue(shown.body().contains("\"digits\": 1.10"), shown.body());
        assertEquals(written.json().path("id"), shown.json().path("id"));
        JsonNode conversation = api.get(path).expect(200).json();
        assertEquals(1, conversation.path("lastSeq").asInt());
        assertEquals(1, conversation.path("messageCount").asInt());
        assertEquals(
                shown.json().path("tokenCount").asInt(),
                conversation.path("tokenCount").asInt());
        api.send("GET", path + "/messages/1", Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void eachMessageTouchesItsConversation() {
        String path = talks.conversation();
        Instant made = updated(path);
        add(path, "one").expect(201);
        Instant added = updated(path);
        assertTrue(added.isAfter(made));
        api.patch(path + "/messages/1", "{\"content\": \"two\"}", "*").expect(200);
        Instant edited = updated(path);
        assertTrue(edited.isAfter(added));
        api.delete(path + "/messages/1").expect(204);
        assertTrue(updated(path).isAfter(edited));
    }

    private Instant updated(String path) {
        return Instant.parse(api.get(path).expect(200).json().path("updatedAt").asText());
    }

    @Test
    void upToTwoHundredGoTogether() {
        String path = talks.conversation();
        talks.add(path, IntStream.range(0, 200).mapToObj(i -> "m" + i).toArray(String[]::new));
        JsonNode page =
                api.get(path + "/messages?order=desc&limit=2").expect(200).json();
        assertEquals("200 m199, 199 m198", Talks.contents(page.path("data")));
        List<Map<String, String>> many = IntStream.range(0, 201)
                .mapToObj(i -> Map.of("role", "user", "content", "x"))
                .toList();
        api.post(path + "/messages/batch", Talks.json(Map.of("messages", many))).expect(422);
    }

    @Test
    void ofAFlightAllOrNoneAreWritten() {
        String path = talks.conversation();
        Api.Answer refused = api.post(path + "/messages/batch", """
                        {"messages": [{"role": "user", "content": "good"}, {"role": "robot", "content": "bad"}]}""").expect(422);
        assertEquals("/messages/1/role", refused.json().at("/errors/0/pointer").asText());
        assertEquals("", talks.contents(path));
        assertEquals(1, seq(add(path, "first")));
    }

    @Test
    void listsGoInBothDirections() {
        String path = talks.conversation(7);
        assertEquals("1 1, 2 2, 3 3, 4 4, 5 5, 6 6, 7 7", walk(path, "asc"));
        assertEquals("7 7, 6 6, 5 5, 4 4, 3 3, 2 2, 1 1", walk(path, "desc"));
    }

    private String walk(String path, String order) {
        List<String> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + "/messages?limit=3&order=" + order + cursor)
                    .expect(200)
                    .json();
            pages.add(Talks.contents(page.path("data")));
            cursor = page.path("hasMore").asBoolean()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return String.join(", ", pages);
    }

    @Test
    void writersAtOnceLeaveNoGapAndRepeatNothing() throws Exception {
        String path = talks.conversation();
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        List<Integer> numbers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                all.add(clients.submit(() -> {
                    together.await();
                    return IntStream.range(0, EACH)
                            .map(ignored -> seq(add(path, "at once")))
                            .boxed()
                            .toList();
                }));
            }
            for (Future<List<Integer>> one : all) {
                numbers.addAll(one.get());
            }
        }
        assertEquals(
                IntStream.rangeClosed(1, CLIENTS * EACH).boxed().toList(),
                numbers.stream().sorted().toList());
        assertEquals(
                CLIENTS * EACH,
                api.get(path).expect(200).json().path("messageCount").asInt());
    }

    @Test
    void anAppendThatIsRolledBackLeavesNoGap() {
        String path = talks.conversation(1);
        Workspaces workspaces = talks.crud().context().getBean(Workspaces.class);
        MessageAppends messages = talks.crud().context().getBean(MessageAppends.class);
        String row = "[{\"id\": \"%s\", \"role\": \"user\", \"content\": \"x\", \"tokenCount\": 1}]"
                .formatted(UUID.randomUUID());
        assertThrows(
                UnsupportedOperationException.class,
                () -> workspaces.write(new Person(talks.crud().workspace(), talks.member()), () -> {
                    assertEquals(
                            2, messages.append(Talks.id(path), row).getFirst().seq());
                    throw new UnsupportedOperationException("on purpose");
                }));
        assertEquals(2, seq(add(path, "second")));
    }

    @Test
    void aRepeatedRequestAddsOneMessage() {
        String path = talks.conversation();
        String body = "{\"role\": \"user\", \"content\": \"once\"}";
        Api.Answer first = api.post(path + "/messages", body, "once").expect(201);
        api.delete(path).expect(204);
        Api.Answer again = api.post(path + "/messages", body, "once").expect(201);
        assertEquals(first.json(), again.json());
        assertEquals("true", again.header("idempotency-replayed"));
        api.post(path + "/restore", "").expect(200);
        assertEquals("1 once", talks.contents(path));
    }

    @Test
    void whatAMessageWasIsKept() {
        String path = talks.conversation();
        add(path, "first").expect(201);
        Api.Answer changed = api.patch(
                        path + "/messages/1", "{\"content\": \"second\", \"metadata\": {\"n\": 2}}", "\"1\"")
                .expect(200);
        assertEquals("\"2\"", changed.header("etag"));
        api.patch(path + "/messages/1", "{\"content\": \"late\"}", "\"1\"").expect(412);
        api.patch(path + "/messages/1", "{\"pinned\": true}", "\"2\"").expect(200);
        api.delete(path + "/messages/1").expect(204);
        JsonNode kept =
                api.get(path + "/messages/1/revisions").expect(200).json().path("data");
        assertEquals(3, kept.size());
        assertEquals("second", kept.at("/0/content").asText());
        assertTrue(kept.at("/0/pinned").asBoolean());
        assertEquals(3, kept.at("/0/revision").asInt());
        assertEquals(2, kept.at("/1/metadata/n").asInt());
        assertEquals("first", kept.at("/2/content").asText());
        assertEquals(talks.member().toString(), kept.at("/2/replacedBy").asText());
        JsonNode page =
                api.get(path + "/messages/1/revisions?limit=2").expect(200).json();
        assertEquals(
                "first",
                api.get(path + "/messages/1/revisions?cursor="
                                + page.path("nextCursor").asText())
                        .expect(200)
                        .json()
                        .at("/data/0/content")
                        .asText());
        api.get(path + "/messages/9/revisions").expect(404);
    }

    @Test
    void aDeletedMessageIsGoneUntilItIsRestoredAndItsNumberIsNotUsedAgain() {
        String path = talks.conversation(3);
        api.delete(path + "/messages/3").expect(204);
        api.get(path + "/messages/3").expect(404);
        api.delete(path + "/messages/3").expect(404);
        api.patch(path + "/messages/3", "{\"pinned\": true}", "*").expect(404);
        assertEquals("1 1, 2 2", talks.contents(path));
        assertEquals(2, api.get(path).expect(200).json().path("messageCount").asInt());
        assertEquals(4, seq(add(path, "4")));
        api.post(path + "/messages/3/restore", "").expect(200);
        assertEquals("1 1, 2 2, 3 3, 4 4", talks.contents(path));
        api.post(path + "/messages/3/restore", "").expect(404);
        assertCountsAreTrue(path);
    }

    private void assertCountsAreTrue(String path) {
        assertEquals(1, talks.crud().count("""
                SELECT count(*)
                FROM conversations c
                WHERE c.id = '%s'
                  AND c.message_count = (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.deleted_at IS NULL)
                  AND c.token_count = (SELECT sum(m.token_count) FROM messages m
                                       WHERE m.conversation_id = c.id AND m.deleted_at IS NULL)
                """.formatted(Talks.id(path))));
    }

    @Test
    void countsFollowEachChange() {
        String path = talks.conversation(3);
        api.patch(path + "/messages/2", Talks.json(Map.of("content", "word ".repeat(100))), "*")
                .expect(200);
        assertCountsAreTrue(path);
        api.patch(path + "/messages/2", "{\"pinned\": true}", "*").expect(200);
        api.delete(path + "/messages/2").expect(204);
        assertCountsAreTrue(path);
    }

    @Test
    void aMegabyteOfCombiningCharactersAndRightToLeftMarksComesBackByteForByte() {
        String path = talks.conversation();
        String piece =
                "e\u0301\u0323\u202eאב\u200f\u05b0ا\u064b\u200d\ud83d\udc69\u200d\ud83d\udcbb\ufeff \r\n\t\u0085";
        StringBuilder text = new StringBuilder();
        int bytes = piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        for (int n = bytes; n <= ConversationForms.MOST_CONTENT_BYTES; n += bytes) {
            text.append(piece);
        }
        int rest = ConversationForms.MOST_CONTENT_BYTES
                - text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        text.append("x".repeat(rest));
        assertEquals(1, seq(add(path, text.toString())));
        assertEquals(
                text.toString(),
                api.get(path + "/messages/1").expect(200).json().path("content").asText());
        Api.Answer refused = add(path, text + "x").expect(422);
        assertEquals("/content", refused.json().at("/errors/0/pointer").asText());
        assertEquals(2, seq(add(path, distinctWords())));
    }

    private static String distinctWords() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; words.length() < 1_000_000; i++) {
            words.append(Integer.toString(i, 36)).append(' ');
        }
        return words.toString();
    }

    @Test
    void aPageOfLongMessagesEndsEarlyAndTellsSo() {
        String path = talks.conversation();
        for (int i = 0; i < 5; i++) {
            add(path, String.valueOf(i).repeat(900_000)).expect(201);
        }
        JsonNode page = api.get(path + "/messages").expect(200).json();
        assertEquals(3, page.path("data").size());
        assertTrue(page.path("hasMore").asBoolean());
        assertEquals(
                2,
                api.get(path + "/messages?cursor=" + page.path("nextCursor").asText())
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        assertEquals(
                3,
                api.get(path + "?include=messages")
                        .expect(200)
                        .json()
                        .at("/messages/data")
                        .size());
    }
}
