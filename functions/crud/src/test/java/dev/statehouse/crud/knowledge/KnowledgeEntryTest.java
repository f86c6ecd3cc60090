package dev.statehouse.crud.knowledge;

import static dev.statehouse.crud.knowledge.Shelf.ENTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeEntryTest {

    private Crud crud;
    private Api api;
    private Shelf shelf;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
        shelf = new Shelf(crud, api);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private JsonNode show(String id) {
        return api.get(ENTRIES + "/" + id).expect(200).json();
    }

    private int jobs(String entry) {
        return crud.count(
                "SELECT count(*) FROM jobs WHERE kind = 'knowledge-extraction' AND payload ->> 'entryId' = '%s'"
                        .formatted(entry));
    }

    @Test
    void anEntryIsCreatedAndItsTextWaitsForTheWorker() {
        Api.Answer created = api.post(ENTRIES, """
                {"title": "House style", "sourceType": "url", "sourceUrl": "http://169.254.169.254/latest/meta-data",
                 "metadata": {"team": "docs", "n": 1.50}, "tags": ["style"], "language": "en",
                 "content": "Short words. No exclamation marks."}
                """).expect(201);
        JsonNode entry = created.json();
        String id = entry.path("id").asText();
        assertEquals(ENTRIES + "/" + id, created.header("location"));
        assertEquals("\"1\"", created.header("etag"));
        assertEquals("waiting", entry.path("state").asText());
        assertEquals(1, entry.path("contentVersion").asInt());
        assertTrue(entry.path("readyVersion").isNull());
        assertEquals(400, entry.path("pieceTokens").asInt());
        assertEquals(80, entry.path("pieceOverlap").asInt());
        assertNull(entry.get("piecesVersion"));
        assertEquals(entry, show(id));
        assertEquals(1, jobs(id));
        api.get(ENTRIES + "/" + id + "/text").expect(409);
        // The text stands in no log.
        assertEquals(0, crud.count("SELECT count(*) FROM audit_entries WHERE after::text LIKE '%exclamation%'"));
        assertEquals(1, crud.count("SELECT count(*) FROM audit_entries WHERE row_id = '%s'".formatted(id)));
    }

    @Test
    void listsAreFilteredByAllThatAnEntryIs() {
        String project = api.post("/v1/projects", "{\"slug\": \"listed\", \"name\": \"Listed\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        shelf.entry("title", "one", """
                "sourceType": "pdf", "tags": ["a", "b"], "language": "de", "metadata": {"k": {"x": [1, 2]}}""");
        shelf.entry("title", "two", """
                "sourceType": "file", "tags": ["b", "listed"], "projectId": "%s\"""".formatted(project));
        String ready = shelf.entry("title", "three", "\"sourceType\": \"text\", \"tags\": [\"listed\"]");
        shelf.makeReady(ready, "x", 1);
        assertEquals("one", titles("sourceType=pdf&language=de&tag=a&tag=b"));
        assertEquals("one", titles("metadata=" + URLEncoder.encode("{\"k\": {\"x\": [2]}}", StandardCharsets.UTF_8)));
        assertEquals("two", titles("project=" + project));
        assertEquals("three", titles("tag=listed&state=ready"));
        assertEquals("three two", titles("tag=listed"));
        JsonNode first = api.get(ENTRIES + "?tag=listed&limit=1").expect(200).json();
        assertTrue(first.path("hasMore").asBoolean());
        assertEquals(
                "two",
                titles("tag=listed&limit=1&cursor=" + first.path("nextCursor").asText()));
    }

    private String titles(String query) {
        StringBuilder titles = new StringBuilder();
        api.get(ENTRIES + "?" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(one -> titles.append(one.path("title").asText()).append(' '));
        return titles.toString().strip();
    }

    @Test
    void aChangeMakesOtherPiecesWhereItMustAndOnlyThere() {
        String id = shelf.entry("title", "Changed", "\"sourceType\": \"text\", \"content\": \"One. Two.\"");
        String path = ENTRIES + "/" + id;
        shelf.makeReady(id, "x", 3);
        JsonNode renamed = api.patch(path, "{\"title\": \"Renamed\", \"metadata\": {\"a\": 1}}", "\"1\"")
                .expect(200)
                .json();
        assertEquals("ready", renamed.path("state").asText());
        assertEquals(1, jobs(id));
        JsonNode split = api.patch(path, "{\"pieceTokens\": 100, \"pieceOverlap\": 10}", "\"2\"")
                .expect(200)
                .json();
        assertEquals("waiting", split.path("state").asText());
        assertEquals(split.path("contentVersion"), split.path("readyVersion"), "of the same text");
        assertEquals(2, jobs(id));
        assertEquals(
                3, api.get(path + "/pieces").expect(200).json().path("data").size(), "the old ones stay");
        JsonNode other =
                api.patch(path, "{\"content\": \"Three.\"}", "*").expect(200).json();
        assertEquals(
                split.path("contentVersion").asInt() + 1,
                other.path("contentVersion").asInt());
        assertEquals(
                "xxx", api.get(path + "/text").expect(200).json().path("text").asText());
        assertEquals(3, jobs(id));
        api.patch(path, "{\"title\": \"x\"}", "\"1\"").expect(412);
    }

    @Test
    void aDeletedEntryVanishesWithTextAndPiecesAndIsRestored() {
        String id = shelf.entry("Deleted");
        String path = ENTRIES + "/" + id;
        shelf.makeReady(id, "x", 2);
        api.delete(path).expect(204);
        for (String part : new String[] {"", "/text", "/pieces"}) {
            api.get(path + part).expect(404);
        }
        api.post(path + "/content", "{\"uploadId\": \"%s\"}".formatted(id)).expect(404);
        api.post(path + "/restore", "").expect(200);
        assertEquals(
                "xx", api.get(path + "/text").expect(200).json().path("text").asText());
    }

    @Test
    void allPagesOfPiecesAreOfOneText() {
        String id = shelf.entry("Paged");
        String pieces = ENTRIES + "/" + id + "/pieces";
        assertEquals(0, api.get(pieces).expect(200).json().path("data").size());
        shelf.makeReady(id, "\ud83d\ude00", 5);
        JsonNode first = api.get(pieces + "?limit=2").expect(200).json();
        assertEquals(2, first.path("data").size());
        assertEquals(1, first.at("/data/1/startOffset").asInt(), "characters of Unicode are counted");
        assertNull(first.at("/data/0").get("version"));
        String next = pieces + "?limit=4&cursor=" + first.path("nextCursor").asText();
        JsonNode second = api.get(next).expect(200).json();
        assertEquals(3, second.at("/data/0/number").asInt());
        assertFalse(second.path("hasMore").asBoolean());
        shelf.makeReady(id, "y", 5);
        api.get(next).expect(409);
    }

    @Test
    void anEndedProjectLeavesItsEntries() {
        String project = api.post("/v1/projects", "{\"slug\": \"ended\", \"name\": \"Ended\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        String id = shelf.entry("title", "Stays", "\"sourceType\": \"text\", \"projectId\": \"%s\"".formatted(project));
        crud.database().asOwner("DELETE FROM projects WHERE id = '%s'".formatted(project));
        assertTrue(show(id).path("projectId").isNull());
    }

    @Test
    void aRepeatWithTheSameKeyMakesNothing() {
        String body = "{\"title\": \"Once\", \"sourceType\": \"text\", \"content\": \"Once.\"}";
        Api.Answer first = api.post(ENTRIES, body, "once").expect(201);
        String before = crud.state();
        assertEquals(first.json(), api.post(ENTRIES, body, "once").expect(201).json());
        assertEquals(before, crud.state());
        assertEquals(1, jobs(first.json().path("id").asText()));
    }
}
