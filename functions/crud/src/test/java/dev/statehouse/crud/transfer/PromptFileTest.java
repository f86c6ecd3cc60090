package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The public collection of prompts, as it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptFileTest {

    private static final Path FILE = Path.of(System.getProperty("statehouse.data", "data"), "prompts.csv");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Crud crud;

    @BeforeAll
    void start() {
        assumeTrue(Files.exists(FILE), FILE + " is not here");
        crud = new Crud();
    }

    @AfterAll
    void stop() {
        if (crud != null) {
            crud.close();
        }
    }

    @Test
    void goesInWholeAndComesOutByteForByte() throws IOException {
        Api api = crud.api();
        Api.Answer answer =
                TransferCalls.importCsv(api, Files.readAllBytes(FILE)).expect(201);
        assertEquals(664, answer.json().path("imported").asInt());

        List<CSVRecord> rows = rows();
        assertEquals(664, rows.size());
        List<JsonNode> cards =
                lines(api.get("/v1/prompt-exports?format=ndjson").expect(200).body());
        assertEquals(664, cards.size());
        for (int i = 0; i < rows.size(); i++) {
            // Newest first: the last row comes first.
            assertSame(rows.get(i), cards.get(cards.size() - 1 - i));
        }
        JsonNode terminal = cards.get(cards.size() - 2);
        assertEquals("linux-terminal", terminal.path("slug").asText());
        JsonNode shown = api.get("/v1/prompt-cards/" + terminal.path("id").asText() + "/versions/1")
                .expect(200)
                .json();
        assertEquals(rows.get(1).get("prompt"), shown.path("template").asText());
        assertEquals(
                0,
                crud.stranger()
                        .get("/v1/prompt-cards")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
    }

    private static void assertSame(CSVRecord row, JsonNode card) {
        assertEquals(row.get("act"), card.path("title").asText());
        assertEquals(row.get("prompt"), card.path("version").path("template").asText());
        assertEquals(1, card.path("version").path("number").asInt());
        for (String column : List.of("for_devs", "type", "contributor")) {
            assertEquals(row.get(column), card.path("metadata").path(column).asText(), column);
        }
    }

    @Test
    void whatOneWorkspaceExportsAnotherImports() throws IOException {
        for (FileFormat format : FileFormat.values()) {
            Api from = workspace();
            TransferCalls.importCsv(from, Files.readAllBytes(FILE)).expect(201);
            Api to = workspace();
            String exported = export(from, format);
            Api.Answer imported = to.sendBytes(
                            "POST",
                            "/v1/prompt-imports",
                            Map.of("content-type", format.mediaType()),
                            exported.getBytes(StandardCharsets.UTF_8))
                    .expect(201);
            assertEquals(664, imported.json().path("imported").asInt());
            List<JsonNode> before = lines(export(from, FileFormat.NDJSON));
            List<JsonNode> after = lines(export(to, FileFormat.NDJSON));
            for (int i = 0; i < 664; i++) {
                // An export begins with the newest, and what is imported last becomes the newest.
                assertEquals(content(before.get(663 - i)), content(after.get(i)));
            }
        }
    }

    private static List<Object> content(JsonNode card) {
        JsonNode version = card.path("version");
        return List.of(
                card.path("slug"),
                card.path("title"),
                card.path("description"),
                card.path("tags"),
                card.path("metadata"),
                card.path("variables"),
                card.path("visibility"),
                version.path("template"),
                version.path("systemPrompt"),
                version.path("variables"),
                version.path("changeNotes"));
    }

    private static String export(Api api, FileFormat format) {
        Api.Answer answer =
                api.get("/v1/prompt-exports?format=" + format.label()).expect(200);
        assertTrue(answer.header("content-type").startsWith(format.mediaType()), answer.header("content-type"));
        assertTrue(answer.header("content-disposition").contains("prompts." + format.label()));
        return answer.body();
    }

    private Api workspace() {
        return new Api(crud.function(), TestCaller.of(crud.rows().workspace(), "editor"));
    }

    private static List<CSVRecord> rows() throws IOException {
        try (CSVParser parser = CSVParser.parse(
                FILE,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        }
    }

    private static List<JsonNode> lines(String ndjson) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ndjson.split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
