package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Grace talks with a model about her trip, for a long time and in two ways; what she says is nobody else's, whoever works with her. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MacroAiStoryTest {

    private static final int LONG = 400;

    private Client grace;
    private Client colleague;

    @BeforeAll
    void begin(FaultStack stack) {
        Client newcomer = Client.registered(stack, "grace", "correct horse battery");
        newcomer.post("/v1/workspaces", "{\"name\": \"Macro AI\", \"slug\": \"macro-ai\"}")
                .expect(201);
        grace = newcomer.in("macro-ai");
        Client guest = Client.registered(stack, "heidi", "staple battery horse");
        grace.invite(guest, "heidi@example.org", "admin");
        colleague = guest.in("macro-ai");
    }

    /** Questions and answers by turns. */
    private static String turns(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(turn -> "{\"role\": \"%s\", \"content\": \"Turn %d of the trip to Lisbon.\"}"
                        .formatted(turn % 2 == 0 ? "user" : "assistant", turn))
                .collect(Collectors.joining(", ", "{\"messages\": [", "]}"));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void say(String chat, String role, String content) {
        grace.post(chat + "/messages", "{\"role\": \"%s\", \"content\": \"%s\"}".formatted(role, content))
                .expect(201);
    }

    private String message(String chat, int seq) {
        return grace.get(chat + "/messages/" + seq).expect(200).text("/id");
    }

    private static String vector(String model, String message, String content, double angle) {
        return "{\"modelId\": \"%s\", \"messageId\": \"%s\", \"content\": \"%s\", \"values\": %s}"
                .formatted(model, message, content, numbers(angle));
    }

    /** A vector of 1536 dimensions in a plane, so far from the first axis. */
    private static String numbers(double angle) {
        return IntStream.range(0, 1536)
                .mapToObj(n -> Double.toString(n == 0 ? Math.cos(angle) : n == 1 ? Math.sin(angle) : 0))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void aChatIsItsOwnersFromTheFirstWordToTheLast() {
        // She is known, with her verified address and the moment of her login.
        JsonNode me = grace.read("/v1/me");
        assertTrue(me.hasNonNull("emailVerifiedAt"), me.toString());
        assertTrue(me.hasNonNull("lastLoginAt"), me.toString());

        // A chat is private unless she says otherwise. It grows by a batch of 200 at a time, numbered without a gap.
        String chat = "/v1/conversations/" + grace.made("/v1/conversations", "{\"title\": \"Lisbon\"}");
        assertEquals("private", grace.get(chat).text("/visibility"));
        say(chat, "system", "Answer in one sentence.");
        for (int from = 0; from < LONG; from += 200) {
            Answer batch =
                    grace.post(chat + "/messages/batch", turns(from, 200)).expect(201);
            assertEquals(from + 201, batch.json().at("/messages/199/seq").asInt());
        }
        assertEquals(LONG + 1, grace.read(chat).path("messageCount").asInt());
        Answer newest = grace.get(chat + "/messages?order=desc&limit=2").expect(200);
        assertEquals("401, 400", newest.each("/data", "/seq"));

        // What fits the model's window is what she was told to obey and what was said last; a summary stands for the
        // rest.
        grace.put(chat + "/summary", "{\"content\": \"She wants cakes.\", \"seq\": 390}")
                .expect(200);
        Answer context = grace.get(chat + "/context?tokens=120").expect(200);
        assertTrue(context.json().path("tokens").asInt() <= 120, context.body());
        assertEquals("system", context.text("/messages/0/role"));
        assertTrue(context.each("/messages", "/seq").endsWith("400, 401"), context.body());
        assertEquals("She wants cakes.", context.text("/summary/content"));
        assertEquals(
                LONG + 1,
                context.json().at("/leftOut/messages").asInt()
                        + context.json().path("messages").size());

        // She goes another way from the third message on, in a chat that shares it and goes on by itself.
        String fork = "/v1/conversations/"
                + grace.made(
                        chat + "/forks", "{\"seq\": 3, \"title\": \"Porto instead\", \"visibility\": \"workspace\"}");
        say(fork, "user", "And Porto?");
        grace.patch(chat + "/messages/3", "{\"content\": \"Never mind.\"}").expect(200);
        assertEquals(
                "Answer in one sentence., Turn 0 of the trip to Lisbon., Turn 1 of the trip to Lisbon., And Porto?",
                grace.get(fork + "/messages").expect(200).each("/data", "/content"));

        // The list has first what she touched last.
        assertEquals(
                "Lisbon, Porto instead",
                grace.get("/v1/conversations?owner=me").expect(200).each("/data", "/title"));

        // It leaves in the shape in which models take it, and the copy that she makes of it is the same.
        String openAi = grace.get(fork + "/openai-messages").expect(200).body();
        String copy = "/v1/conversations/" + grace.made("/v1/conversations", "{\"title\": \"Copy\"}");
        grace.post(copy + "/openai-messages", openAi).expect(201);
        assertEquals(openAi, grace.get(copy + "/openai-messages").expect(200).body());

        // Her colleague sees what she shares, and of the rest neither a word nor that it is there: not even an admin
        // does.
        assertEquals(4, colleague.read(fork + "/messages").path("data").size());
        for (String path : List.of("", "/messages", "/messages/1", "/context?tokens=100", "/openai-messages")) {
            colleague.get(chat + path).expect(404);
        }
        colleague
                .post(chat + "/messages", "{\"role\": \"user\", \"content\": \"Me too!\"}")
                .expect(404);
        assertEquals(
                "Porto instead", colleague.get("/v1/conversations").expect(200).each("/data", "/title"));
        Answer log =
                colleague.get("/v1/audit-log?relation=conversations&limit=100").expect(200);
        assertTrue(log.each("/data", "/rowId").contains(id(fork)), log.body());
        assertFalse(log.each("/data", "/rowId").contains(id(chat)), log.body());

        // The product makes vectors of what she said, of 1536 numbers each, and asks by one for what is near: in this
        // chat, or in all of hers.
        String model = grace.made(
                "/v1/embedding-models",
                "{\"provider\": \"caller\", \"name\": \"text-embedding-3-small\", \"dimensions\": 1536}");
        grace.post(
                        "/v1/vectors/batch",
                        "{\"vectors\": [%s, %s]}"
                                .formatted(
                                        vector(model, message(chat, 2), "Cakes in Belém", 0.2),
                                        vector(model, message(chat, 4), "Trams in Graça", 1.2)))
                .expect(201);
        String near = "{\"vector\": %s, \"model\": \"%s\", \"type\": [\"vector\"], \"limit\": 10"
                .formatted(numbers(0), model);
        Answer hits = grace.post("/v1/search", near + ", \"parent\": \"" + id(chat) + "\"}")
                .expect(200);
        assertEquals("Cakes in Belém", hits.each("/data", "/content"), "0.7 is the least similarity of 1536 numbers");
        assertEquals(message(chat, 2), hits.text("/data/0/source/messageId"));
        assertEquals(
                "Cakes in Belém, Trams in Graça",
                grace.post("/v1/search", near + ", \"threshold\": 0.3}")
                        .expect(200)
                        .each("/data", "/content"));
        assertEquals(
                0,
                colleague
                        .post("/v1/search", near + "}")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());

        // Once she shares it, it is the team's; once she takes it back, it is hers again.
        grace.patch(chat, "{\"visibility\": \"workspace\"}").expect(200);
        colleague.get(chat + "/messages/1").expect(200);
        grace.patch(chat, "{\"visibility\": \"private\"}").expect(200);
        colleague.get(chat + "/messages/1").expect(404);
    }
}
