package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationContextTest {

    /** Of each message here: one of its text, and its frame. */
    private static final int EACH = 1 + TokenCounter.FRAME;

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

    private JsonNode context(String path, int tokens) {
        JsonNode context =
                api.get(path + "/context?tokens=" + tokens).expect(200).json();
        int sum = context.at("/summary/tokenCount").asInt(0);
        for (JsonNode message : context.path("messages")) {
            sum += message.path("tokenCount").asInt();
        }
        assertEquals(sum, context.path("tokens").asInt());
        assertTrue(sum <= tokens, context.toString());
        JsonNode conversation = api.get(path).expect(200).json();
        assertEquals(
                conversation.path("messageCount").asInt(),
                context.path("messages").size()
                        + context.at("/leftOut/messages").asInt());
        assertEquals(
                conversation.path("tokenCount").asInt(),
                sum
                        - context.at("/summary/tokenCount").asInt(0)
                        + context.at("/leftOut/tokens").asInt());
        return context;
    }

    private static String shown(JsonNode context) {
        return Talks.contents(context.path("messages"));
    }

    private static String leftOut(JsonNode context) {
        JsonNode left = context.path("leftOut");
        return left.path("messages").asInt() + ": " + left.path("firstSeq").asText() + "-"
                + left.path("lastSeq").asText();
    }

    private void pin(String path, int seq) {
        api.patch(path + "/messages/" + seq, "{\"pinned\": true}", "*").expect(200);
    }

    @Test
    void theNewestThatFitAreGiven() {
        String path = talks.conversation(9);
        assertEquals("7 7, 8 8, 9 9", shown(context(path, 3 * EACH)));
        assertEquals("7 7, 8 8, 9 9", shown(context(path, 4 * EACH - 1)));
        assertEquals("6: 1-6", leftOut(context(path, 3 * EACH)));
        JsonNode whole = context(path, 9 * EACH);
        assertEquals(9, whole.path("messages").size());
        assertEquals("0: null-null", leftOut(whole));
        assertEquals("9: 1-9", leftOut(context(path, 1)));
        assertEquals("0: null-null", leftOut(context(talks.conversation(), 1)));
    }

    @Test
    void systemMessagesComeFirstThenPinnedOnes() {
        String path = talks.conversation();
        api.post(path + "/messages", "{\"role\": \"system\", \"content\": \"1\"}")
                .expect(201);
        talks.add(path, "2", "3", "4", "5", "6");
        pin(path, 3);
        pin(path, 4);
        assertEquals("1 1", shown(context(path, EACH)));
        assertEquals("1 1, 4 4", shown(context(path, 2 * EACH)));
        assertEquals("1 1, 3 3, 4 4", shown(context(path, 3 * EACH)));
        JsonNode some = context(path, 4 * EACH);
        assertEquals("1 1, 3 3, 4 4, 6 6", shown(some));
        assertEquals("2: 2-5", leftOut(some));
        assertEquals("1 1, 3 3, 4 4, 5 5, 6 6", shown(context(path, 5 * EACH)));
    }

    @Test
    void whatDoesNotFitLeavesNoGapBehindIt() {
        String path = talks.conversation(2);
        talks.add(path, "word ".repeat(500), "4", "5");
        JsonNode context = context(path, 100);
        assertEquals("4 4, 5 5", shown(context));
        assertEquals("3: 1-3", leftOut(context));
    }

    @Test
    void deletedMessagesAreNotInIt() {
        String path = talks.conversation(4);
        pin(path, 1);
        api.delete(path + "/messages/1").expect(204);
        api.delete(path + "/messages/3").expect(204);
        assertEquals("2 2, 4 4", shown(context(path, 2 * EACH)));
        assertEquals("0: null-null", leftOut(context(path, 2 * EACH)));
    }

    @Test
    void theSummaryStandsForWhatIsLeftOut() {
        String path = talks.conversation(9);
        api.put(path + "/summary", "{\"content\": \"s\", \"seq\": 6}").expect(200);
        assertEquals(6, api.get(path).expect(200).json().path("summarySeq").asInt());
        assertTrue(context(path, 9 * EACH).path("summary").isNull(), "nothing is left out");
        JsonNode some = context(path, 4 * EACH);
        assertEquals("s", some.at("/summary/content").asText());
        assertEquals(6, some.at("/summary/seq").asInt());
        assertEquals("7 7, 8 8, 9 9", shown(some));
        assertEquals("6: 1-6", leftOut(some));
        assertTrue(context(path, EACH - 1).path("summary").isNull(), "it does not fit");
        api.delete(path + "/summary").expect(204);
        assertTrue(context(path, 4 * EACH).path("summary").isNull());
        api.put(path + "/summary", "{\"content\": \"s\", \"seq\": 10}").expect(422);
        api.put(path + "/summary", "{\"content\": \"s\", \"seq\": 1}", "\"1\"").expect(412);
    }

    @Test
    void aForksContextReachesIntoWhatItInherited() {
        String parent = talks.conversation(4);
        pin(parent, 1);
        String fork = api.post(parent + "/forks", "{\"seq\": 3}").expect(201).header("location");
        talks.add(fork, "other");
        api.patch(parent + "/messages/1", "{\"pinned\": false}", "*").expect(200);
        pin(parent, 2);
        assertEquals("1 1, 4 other", shown(context(fork, 2 * EACH)));
        assertEquals("1 1, 3 3, 4 other", shown(context(fork, 3 * EACH)));
        assertEquals("1: 2-2", leftOut(context(fork, 3 * EACH)));
    }

    @Test
    void whatToolsAreCalledWithCountsToo() {
        String path = talks.conversation();
        Api.Answer plain = api.post(path + "/messages", "{\"role\": \"assistant\", \"content\": \"\"}")
                .expect(201);
        assertEquals(TokenCounter.FRAME, plain.json().path("tokenCount").asInt());
        Api.Answer calling = api.post(
                        path + "/openai-messages",
                        Talks.json(Map.of(
                                "messages",
                                java.util.List.of(Map.of(
                                        "role",
                                        "assistant",
                                        "tool_calls",
                                        java.util.List.of(Map.of("id", "x", "arguments", "a b c d e")))))))
                .expect(201);
        assertTrue(calling.json().at("/messages/0/tokenCount").asInt() > TokenCounter.FRAME + 8);
    }

    @Test
    void tokensAreCountedByTheConversationsEncoding() {
        String text = "Größenwahn и снова 東京へ行きました";
        int[] counts = new int[2];
        String[] encodings = {"o200k_base", "cl100k_base"};
        for (int i = 0; i < 2; i++) {
            String path = api.post("/v1/conversations", "{\"encoding\": \"%s\"}".formatted(encodings[i]))
                    .expect(201)
                    .header("location");
            counts[i] = api.post(path + "/messages", Talks.json(Map.of("role", "user", "content", text)))
                    .expect(201)
                    .json()
                    .path("tokenCount")
                    .asInt();
        }
        assertTrue(counts[0] < counts[1], counts[0] + " and " + counts[1]);
        api.post("/v1/conversations", "{\"encoding\": \"p50k_base\"}").expect(422);
    }
}
