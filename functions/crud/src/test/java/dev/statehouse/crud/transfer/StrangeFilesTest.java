package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations, messages, runs and knowledge in files that nobody honest would send: what is refused leaves nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeFilesTest {

    private static final String NDJSON = "application/x-ndjson";

    /** What takes files, with a row that it takes. */
    enum Import {
        CONVERSATIONS("/v1/conversation-imports", "{\"title\": \"TEXT\", \"visibility\": \"workspace\"MORE}"),
        MESSAGES("{conversation}/message-imports", "{\"role\": \"user\", \"content\": \"TEXT\"MORE}"),
        RUNS(
                "/v1/agent-run-imports",
                "{\"name\": \"TEXT\", \"agent\": \"a\", \"status\": \"cancelled\", \"finishedAt\": \"2025-01-02T00:00:00Z\"MORE}"),
        KNOWLEDGE("/v1/knowledge-entry-imports", "{\"title\": \"TEXT\", \"sourceType\": \"text\"MORE}");

        private final String path;
        private final String row;

        Import(String path, String row) {
            this.path = path;
            this.row = row;
        }

        String row(String text) {
            return row.replace("TEXT", text).replace("MORE", "");
        }

        /** With further fields. */
        String with(String fields) {
            return row.replace("TEXT", "x").replace("MORE", ", " + fields);
        }
    }

    private Crud crud;
    private Api api;
    private String conversation;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
        conversation = conversation(api);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static String conversation(Api api) {
        return api.post("/v1/conversations", "{\"visibility\": \"workspace\"}")
                .expect(201)
                .header("location");
    }

    private Api.Answer load(Import into, String file, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", NDJSON));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return api.send("POST", into.path.replace("{conversation}", conversation), all, file);
    }

    private JsonNode refused(Import into, String file, int status, String... headers) {
        String before = crud.state();
        Api.Answer answer = load(into, file, headers).expect(status);
        assertEquals("application/problem+json", answer.header("content-type"));
        assertEquals(before, crud.state());
        return answer.json();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CONVERSATIONS | "context": {"a": "TEXT"}                                  | /context/a
            CONVERSATIONS | "context": {"TEXT": 1}                                    | /context
            CONVERSATIONS | "messages": [{"role": "user", "content": "TEXT"}]         | /messages/0/content
            CONVERSATIONS | "messages": [{"role": "user", "content": "x", "metadata": {"a": ["TEXT"]}}] | /messages/0/metadata/a/0
            MESSAGES      | "metadata": {"a": "TEXT"}                                 | /metadata/a
            RUNS          | "error": "TEXT"                                           | /error
            RUNS          | "workflowState": {"a": "TEXT"}                            | /workflowState/a
            KNOWLEDGE     | "content": "TEXT"                                         | /content
            KNOWLEDGE     | "tags": ["TEXT"]                                          | /tags/0
            KNOWLEDGE     | "sourceUrl": "https://TEXT"                               | /sourceUrl
            KNOWLEDGE     | "metadata": {"a": {"b": "TEXT"}}                          | /metadata/a/b
            """)
    void whatCannotBeStoredIsNamedByItsRowAndField(Import into, String fields, String pointer) {
        for (String text : List.of("a\\u0000b", "\\ud800")) {
            String file = into.row("fine") + "\n" + into.with(fields.replace("TEXT", text));
            JsonNode error = refused(into, file, 422).at("/errors/0");
            assertEquals(2, error.path("row").asInt(), error::toString);
            assertEquals(pointer, error.path("pointer").asText(), error::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileBeyondTheLimitsIsRefusedAsAWhole(Import into) {
        refused(into, into.row("x") + "\n".repeat(4 * 1024 * 1024), 413);
        refused(into, into.row("x") + "\n".repeat(10_000) + into.row("y"), 413);
        JsonNode error = refused(into, into.row("x".repeat(2_000_000)), 422).at("/errors/0");
        assertEquals(1, error.path("row").asInt(), error::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theSameFileTwiceIsTakenOnce(Import into) {
        String key = "file of " + into;
        Api.Answer first = load(into, into.row("Once"), "idempotency-key", key).expect(201);
        String before = crud.state();
        Api.Answer again = load(into, into.row("Once"), "idempotency-key", key).expect(201);
        assertEquals("true", again.header("idempotency-replayed"));
        assertEquals(first.json(), again.json());
        assertEquals(before, crud.state());
        refused(into, into.row("Another"), 422, "idempotency-key", key);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoNdjsonIsNotTaken(Import into) {
        for (String type : List.of("text/plain", "text/csv", "application/xml", "multipart/form-data; boundary=x")) {
            refused(into, into.row("x"), 415, "content-type", type);
        }
        // As JSON it would name an upload.
        refused(into, into.row("x"), 400, "content-type", "application/json");
        refused(into, "\u0000", 422);
        refused(into, "[" + into.row("x") + "]", 422);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "CONVERSATIONS, projectId",
        "RUNS, projectId",
        "RUNS, issueId",
        "RUNS, promptVersionId",
        "KNOWLEDGE, projectId"
    })
    void whatAnotherWorkspaceHasIsAsUnknownAsWhatNobodyHas(Import into, String field) {
        String named = "\"" + field + "\": \"%s\"";
        JsonNode foreign = refused(into, into.with(named.formatted(secret(field))), 422);
        assertEquals("/" + field, foreign.at("/errors/0/pointer").asText());
        assertEquals(refused(into, into.with(named.formatted(UUID.randomUUID())), 422), foreign);
    }

    private String secret(String field) {
        Api other = crud.stranger();
        String project = id(other.post("/v1/projects", "{\"slug\": \"secret\", \"name\": \"Secret\"}"));
        return switch (field) {
            case "projectId" -> project;
            case "issueId" -> id(other.post("/v1/projects/" + project + "/issues", "{\"title\": \"Secret\"}"));
            default -> {
                String card = id(other.post("/v1/prompt-cards", "{\"title\": \"Secret\"}"));
                yield id(other.post("/v1/prompt-cards/" + card + "/versions", "{\"template\": \"x\"}"));
            }
        };
    }

    private static String id(Api.Answer made) {
        return made.expect(201).json().path("id").asText();
    }

    /** Java knows them, and PostgreSQL does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+10000-01-01T00:00:00Z\"",
                "\"-4714-01-01T00:00:00Z\"",
                "\"-1000000000-01-01T00:00:00Z\"",
                "\"0001-01-01T00:00:00+18:00\"",
                "\"infinity\"",
                "1735689600",
                "1e400"
            })
    void timesThatNoRunWasAtAreNone(String time) {
        JsonNode error = refused(Import.RUNS, Import.RUNS.with("\"startedAt\": " + time), 422)
                .at("/errors/0");
        assertEquals("/startedAt", error.path("pointer").asText(), error::toString);
        assertTrue(error.path("detail").asText().startsWith("expected a time"), error::toString);
    }

    @Test
    void filesGoInAndOutWithoutRedis() {
        try (Crud alone = new Crud(Map.of("redis.port", 1, "redis.timeout-ms", 50))) {
            Api there = alone.api();
            String talk = conversation(there);
            for (Import into : Import.values()) {
                there.send(
                                "POST",
                                into.path.replace("{conversation}", talk),
                                Map.of("content-type", NDJSON),
                                into.row("Alone"))
                        .expect(201);
            }
            for (String path : List.of(
                    "/v1/conversation-exports",
                    talk + "/message-exports",
                    "/v1/agent-run-exports",
                    "/v1/knowledge-entry-exports")) {
                assertTrue(there.get(path).expect(200).body().contains("Alone"), path);
            }
        }
    }
}
