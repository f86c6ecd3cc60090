package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiTest {

    private static final Path QUESTIONS =
            Path.of(System.getProperty("statehouse.data", "data"), "mt_bench_questions.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL_SHAPES = """
            {"messages": [
              {"role": "developer", "content": "Be brief.", "name": "boss"},
              {"role": "system", "content": ""},
              {"role": "user", "content": [{"type": "text", "text": "e\\u0301"}, {"type": "text", "text": ""},
                                           {"type": "text", "text": "\\ud83d\\ude00 b", "cache_control": {"type": "ephemeral"}}]},
              {"role": "user", "content": []},
              {"role": "assistant", "content": null, "refusal": null, "tool_calls": [
                {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{\\"t\\": 1.10}"}}]},
              {"role": "tool", "tool_call_id": "call_1", "content": "21 °C"},
              {"role": "assistant", "tool_calls": []},
              {"role": "assistant", "content": "Warm.", "audio": {"expires_at": 1.50, "big": 12345678901234567890}}]}
            """;

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

    private JsonNode exported(String path) {
        return api.get(path + "/openai-messages").expect(200).json();
    }

    @Test
    void everyShapeComesOutAsItCame() throws IOException {
        String path = talks.conversation();
        api.post(path + "/openai-messages", ALL_SHAPES).expect(201);
        assertEquals(JSON.readTree(ALL_SHAPES), exported(path));
        assertTrue(api.get(path + "/openai-messages").body().contains("12345678901234567890"));
        JsonNode message = api.get(path + "/messages/3").expect(200).json();
        assertEquals("e\u0301\ud83d\ude00 b", message.path("content").asText());
        assertEquals(
                "system",
                api.get(path + "/messages/1").expect(200).json().path("role").asText());
    }

    @Test
    void whatWasExportedCanBeImported() {
        String first = talks.conversation();
        api.post(first + "/openai-messages", ALL_SHAPES).expect(201);
        String second = talks.conversation();
        api.post(second + "/openai-messages", exported(first).toString()).expect(201);
        assertEquals(exported(first), exported(second));
    }

    @Test
    void aTextThatWasChangedIsInOnePiece() {
        String path = talks.conversation();
        api.post(path + "/openai-messages", ALL_SHAPES).expect(201);
        api.patch(path + "/messages/3", "{\"content\": \"changed\"}", "*").expect(200);
        api.patch(path + "/messages/5", "{\"content\": \"said\"}", "*").expect(200);
        assertEquals("changed", exported(path).at("/messages/2/content").asText());
        assertEquals("said", exported(path).at("/messages/4/content").asText());
        assertEquals("call_1", exported(path).at("/messages/4/tool_calls/0/id").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"content": "x"}                                                        | /messages/1/role
            {"role": "robot", "content": "x"}                                       | /messages/1/role
            {"role": "user", "content": 7}                                          | /messages/1/content
            {"role": "user", "content": {"type": "text"}}                           | /messages/1/content
            {"role": "user", "content": [{"type": "image_url", "image_url": {}}]}   | /messages/1/content/0
            {"role": "user", "content": [{"type": "text"}]}                         | /messages/1/content/0
            {"role": "user", "content": ["x"]}                                      | /messages/1/content/0
            7                                                                       | /messages/1
            """)
    void whatCannotBeTakenIsNamedAndNothingIsWritten(String message, String pointer) {
        String path = talks.conversation();
        Api.Answer refused = api.post(
                        path + "/openai-messages",
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"good\"}, %s]}".formatted(message))
                .expect(422);
        assertEquals(pointer, refused.json().at("/errors/0/pointer").asText());
        assertEquals("", talks.contents(path));
    }

    @Test
    void aFileGoesOutAndIn() {
        String from = talks.conversation(120);
        api.post(from + "/openai-messages", ALL_SHAPES).expect(201);
        String file = api.get(from + "/message-exports").expect(200).body();
        assertEquals(128, file.lines().count());
        String to = talks.conversation(1);
        Api.Answer imported = api.send(
                        "POST", to + "/message-imports", Map.of("content-type", "application/x-ndjson"), file)
                .expect(201);
        assertEquals(128, imported.json().path("imported").asInt());
        JsonNode conversation = api.get(to).expect(200).json();
        assertEquals(129, conversation.path("lastSeq").asInt());
        assertEquals(
                api.get(from).expect(200).json().path("tokenCount").asInt() + TokenCounter.FRAME + 1,
                conversation.path("tokenCount").asInt());
        JsonNode sent = exported(from);
        JsonNode received = exported(to);
        for (int i = 0; i < 128; i++) {
            assertEquals(sent.at("/messages/" + i), received.at("/messages/" + (i + 1)), "message " + i);
        }
        api.send(
                        "POST",
                        to + "/message-imports",
                        Map.of("content-type", "application/x-ndjson"),
                        "{\"role\": \"user\", \"content\": \"x\"}\n{\"role\": \"user\"}")
                .expect(422);
        assertEquals(129, api.get(to).expect(200).json().path("lastSeq").asInt());
    }

    @Test
    void theMultiTurnQuestionsComeBackIdentical() throws IOException {
        assumeTrue(Files.exists(QUESTIONS), QUESTIONS + " is not here");
        List<String> paths = new ArrayList<>();
        List<JsonNode> sent = new ArrayList<>();
        for (String line : Files.readAllLines(QUESTIONS)) {
            JsonNode question = JSON.readTree(line);
            List<Map<String, String>> turns = new ArrayList<>();
            for (JsonNode turn : question.path("turns")) {
                turns.add(Map.of("role", "user", "content", turn.asText()));
                turns.add(Map.of("role", "assistant", "content", ""));
            }
            String path = api.post(
                            "/v1/conversations",
                            Talks.json(Map.of(
                                    "title", question.path("category").asText(),
                                    "context",
                                            Map.of(
                                                    "question",
                                                    question.path("question_id").asInt()))))
                    .expect(201)
                    .header("location");
            JsonNode messages = JSON.valueToTree(Map.of("messages", turns));
            api.post(path + "/openai-messages", messages.toString()).expect(201);
            paths.add(path);
            sent.add(messages);
        }
        assertEquals(80, paths.size());
        for (int i = 0; i < paths.size(); i++) {
            assertEquals(sent.get(i), exported(paths.get(i)));
        }
    }
}
