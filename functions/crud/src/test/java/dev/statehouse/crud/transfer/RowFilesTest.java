package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects, issues, style guides and model preferences as files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OWN = Set.of("id", "projectId", "createdAt", "updatedAt");

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static Api.Answer load(Api api, String path, String lines, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/x-ndjson");
        return api.sendBytes("POST", path, all, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static Api.Answer load(Api api, String path, String lines) {
        return load(api, path, lines, Map.of());
    }

    private static String project(Api api, String slug) {
        return api.post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"Project\"}".formatted(slug))
                .expect(201)
                .header("location");
    }

    private static List<JsonNode> rows(String lines) {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                try {
                    rows.add(((ObjectNode) JSON.readTree(line)).without(OWN));
                } catch (IOException noJson) {
                    throw new AssertionError(line, noJson);
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            project          | {"slug": "in-%d", "name": "In %d", "labels": ["a"], "settings": {"ratio": 1.10}}
            style-guide      | {"language": "en", "name": "In %d", "content": "a\\n%d", "settings": {"ratio": 1.10}}
            model-preference | {"task": "in-%d", "provider": "p", "model": "m%d", "priority": 3, "parameters": {"t": 1.10}}
            """)
    void whatGoesInComesOutAndGoesInAgain(String noun, String line) {
        int count = 120;
        String file = IntStream.rangeClosed(1, count)
                .mapToObj(n -> line.formatted(n, n))
                .collect(Collectors.joining("\n"));
        Api one = crud.stranger();
        Api other = crud.stranger();
        JsonNode imported =
                load(one, "/v1/" + noun + "-imports", file).expect(201).json();
        assertEquals(count, imported.path("imported").asInt());
        assertEquals(count, imported.at("/rows/119/row").asInt());
        String id = imported.at("/rows/119/id").asText();
        assertEquals(
                id,
                one.get("/v1/" + noun + "s/" + id).expect(200).json().path("id").asText());

        Api.Answer exported = one.get("/v1/" + noun + "-exports").expect(200);
        assertTrue(exported.header("content-type").startsWith("application/x-ndjson"));
        assertTrue(exported.body().contains("1.10"), "numbers keep their digits");
        assertEquals(count, rows(exported.body()).size());
        load(other, "/v1/" + noun + "-imports", exported.body()).expect(201);
        List<JsonNode> again =
                rows(other.get("/v1/" + noun + "-exports").expect(200).body());
        // Newest first: each way turns the order round.
        assertEquals(rows(exported.body()), again.reversed());
    }

    @Test
    void issuesTakeTheNextNumbersInTheOrderOfTheirRows() {
        String project = project(api, "numbered");
        api.post(project + "/issues", "{\"title\": \"First\"}").expect(201);
        String file = IntStream.rangeClosed(2, 1_201)
                .mapToObj(n -> "{\"title\": \"Issue %d\", \"number\": 7, \"labels\": [\"l%d\"], \"state\": \"%s\"}"
                        .formatted(n, n, n % 2 == 0 ? "closed" : "open"))
                .collect(Collectors.joining("\n"));
        load(api, project + "/issue-imports", file).expect(201);
        for (int number : new int[] {2, 501, 502, 1_201}) {
            JsonNode issue = api.get(project + "/issues/" + number).expect(200).json();
            assertEquals("Issue " + number, issue.path("title").asText());
            assertEquals("l" + number, issue.at("/labels/0").asText());
        }
        assertEquals(
                1_202,
                api.post(project + "/issues", "{\"title\": \"Last\"}")
                        .expect(201)
                        .json()
                        .path("number")
                        .asInt());
        List<JsonNode> exported =
                rows(api.get(project + "/issue-exports").expect(200).body());
        assertEquals(1_202, exported.size());
        assertEquals("Last", exported.getFirst().path("title").asText());
    }

    @Test
    void ofAFileWithFaultsNothingIsWrittenAndNoNumberUsed() {
        String project = project(api, "faulty");
        String before = crud.state();
        JsonNode problem =
                load(api, project + "/issue-imports", """
                        {"title": "Good"}
                        {"title": ""}
                        {"titel": "x"}

                        {"title": "x", "externalUrl": "ftp://example.org"}
                        not json
                        """).expect(422).json();
        assertEquals("[2 /title, 3 /titel, 5 /externalUrl, 6 ]", places(problem));
        assertEquals(before, crud.state());
        load(api, project + "/issue-imports", "{\"title\": \"\u2003\"}").expect(422);
        assertEquals(before, crud.state());
        assertEquals(
                1,
                api.post(project + "/issues", "{\"title\": \"x\"}")
                        .expect(201)
                        .json()
                        .path("number")
                        .asInt());
    }

    private static String places(JsonNode problem) {
        List<String> places = new ArrayList<>();
        problem.path("errors")
                .forEach(error -> places.add(
                        error.path("row").asInt() + " " + error.path("pointer").asText()));
        return places.toString();
    }

    @Test
    void whatIsTakenIsNamedByItsRow() {
        project(api, "taken");
        String before = crud.state();
        assertEquals(
                "[2 /slug, 4 /slug]",
                places(load(api, "/v1/project-imports", """
                        {"slug": "free", "name": "x"}
                        {"slug": "taken", "name": "x"}
                        {"slug": "twice", "name": "x"}
                        {"slug": "twice", "name": "x"}
                        """).expect(422).json()));
        assertEquals(
                "[2 /name]",
                places(load(api, "/v1/style-guide-imports", """
                        {"language": "nl", "name": "x"}
                        {"language": "nl", "name": "x"}
                        """).expect(422).json()));
        assertEquals(
                "[1 /projectId]",
                places(load(api, "/v1/model-preference-imports", """
                        {"task": "t", "provider": "p", "model": "m", "projectId": "%s"}
                        """.formatted(crud.workspace()))
                        .expect(422)
                        .json()));
        assertEquals(before, crud.state());
    }

    @Test
    void aRepeatedImportIsOne() {
        Map<String, String> key = Map.of("idempotency-key", "once");
        String file = "{\"slug\": \"imported-once\", \"name\": \"x\"}";
        Api.Answer first = load(api, "/v1/project-imports", file, key).expect(201);
        assertEquals(
                first.body(),
                load(api, "/v1/project-imports", file, key).expect(201).body());
    }

    @Test
    void filesAreForWhoMayWriteAndOfTheOwnWorkspace() {
        String project = project(api, "private-file");
        Api viewer = api.as(TestCaller.of(crud.workspace(), "viewer"));
        load(viewer, project + "/issue-imports", "{\"title\": \"x\"}").expect(403);
        viewer.get(project + "/issue-exports").expect(200);
        Api stranger = crud.stranger();
        load(stranger, project + "/issue-imports", "{\"title\": \"x\"}").expect(404);
        stranger.get(project + "/issue-exports").expect(404);
        assertEquals("", stranger.get("/v1/project-exports").expect(200).body());
        api.get("/v1/project-exports?delivery=mail").expect(400);
    }
}
