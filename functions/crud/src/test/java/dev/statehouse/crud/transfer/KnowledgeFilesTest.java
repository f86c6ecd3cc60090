package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Knowledge out of one workspace and into another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Crud crud;

    @BeforeAll
    void start() {
        crud = new Crud();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static Api.Answer load(Api api, String file) {
        return api.send("POST", "/v1/knowledge-entry-imports", Map.of("content-type", "application/x-ndjson"), file);
    }

    private static List<ObjectNode> rows(Api api) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        for (String line : api.get("/v1/knowledge-entry-exports")
                .expect(200)
                .body()
                .lines()
                .toList()) {
            ObjectNode row = (ObjectNode) JSON.readTree(line);
            // These follow from when and where it was written.
            row.remove(List.of("id", "createdAt", "updatedAt"));
            rows.add(row);
        }
        return rows;
    }

    @Test
    void whatIsExportedIsImportedWithItsTexts() throws IOException {
        Api from = crud.api();
        from.post("/v1/knowledge-entries", """
                {"title": "With text", "sourceType": "text", "content": "One. Two. \\u0301\\ud83d\\ude00", "language": "en",
                 "tags": ["a"], "metadata": {"n": 1.50}, "pieceTokens": 100, "pieceOverlap": 50}
                """).expect(201);
        from.post("/v1/knowledge-entries", """
                {"title": "Without", "sourceType": "url", "sourceUrl": "https://example.org/"}
                """).expect(201);
        Api to = crud.stranger();
        String file = from.get("/v1/knowledge-entry-exports").expect(200).body();
        assertEquals(2, load(to, file).expect(201).json().path("imported").asInt());
        List<ObjectNode> copied = rows(to);
        assertEquals(2, copied.size());
        // The newest comes first, so the order turns over.
        assertEquals(rows(from), List.of(copied.get(1), copied.get(0)));
        assertEquals(
                "One. Two. \u0301\ud83d\ude00", copied.get(0).path("content").asText());
        assertEquals(
                2, crud.count("SELECT count(*) FROM jobs WHERE kind = 'knowledge-extraction'"), "one for each text");
    }

    @Test
    void aRowAtFaultIsNamedAndNothingIsWritten() {
        Api api = crud.stranger();
        String before = crud.state();
        JsonNode problem = load(api, """
                        {"title": "Fine", "sourceType": "text"}
                        {"title": "No source", "sourceType": "url"}
                        {"title": "Overlapping", "sourceType": "text", "pieceTokens": 100, "pieceOverlap": 51}
                        """).expect(422).json();
        assertEquals("/sourceUrl", problem.at("/errors/0/pointer").asText());
        assertEquals(2, problem.at("/errors/0/row").asInt());
        assertEquals("/pieceOverlap", problem.at("/errors/1/pointer").asText());
        assertEquals(before, crud.state());
        assertTrue(load(api, "{\"title\": \"Small\", \"sourceType\": \"text\", \"pieceTokens\": 64}")
                        .expect(201)
                        .json()
                        .path("imported")
                        .asInt()
                == 1);
    }
}
