package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Vectors leave in files with their numbers, and come in again by them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorFilesTest {

    private Crud crud;
    private Api api;
    private String model;
    private String talk;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
        model = id(
                api.post("/v1/embedding-models", "{\"provider\": \"caller\", \"name\": \"ours\", \"dimensions\": 2}"));
        talk = id(api.post("/v1/conversations", "{\"visibility\": \"workspace\"}"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void whatComesOutGoesInAgain() {
        String file = IntStream.rangeClosed(1, 120)
                .mapToObj(n ->
                        "{\"content\": \"row %d\", \"values\": [%d, 1], \"modelId\": \"%s\", \"metadata\": {\"n\": %d}, %s}"
                                .formatted(
                                        n,
                                        n,
                                        model,
                                        n,
                                        n % 2 == 0
                                                ? "\"conversationId\": \"" + talk + "\""
                                                : "\"visibility\": \"workspace\""))
                .collect(Collectors.joining("\n"));
        assertEquals(120, load(file).expect(201).json().path("rows").size());
        Api.Answer out = api.get("/v1/vector-exports").expect(200);
        assertEquals(120, out.body().lines().count());
        assertEquals(
                60,
                api.get("/v1/vector-exports?conversation=" + talk)
                        .expect(200)
                        .body()
                        .lines()
                        .count());
        load(out.body()).expect(201);
        assertEquals(240, crud.count("""
                SELECT count(*) FROM vectors v
                JOIN chunks c ON c.row_id = v.id AND c.metadata = v.metadata
                JOIN embeddings e ON e.chunk_id = c.id AND e.vector IS NOT NULL
                """));
        assertEquals(
                120,
                crud.count(
                        "SELECT count(*) FROM (SELECT e.vector, c.content FROM embeddings e JOIN chunks c ON c.id = e.chunk_id"
                                + " GROUP BY 1, 2 HAVING count(*) = 2) twice"));
        JsonNode newest = api.get("/v1/vectors?limit=2").expect(200).json().path("data");
        assertEquals(
                "row 1 row 2",
                StreamSupport.stream(newest.spliterator(), false)
                        .map(row -> row.path("content").asText())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void aRowAtFaultIsNamedAndNoneIsWritten() {
        String before = crud.state();
        JsonNode problem = load("""
                {"content": "good", "values": [1, 1], "modelId": "%1$s", "visibility": "workspace"}
                {"content": "short", "values": [1], "modelId": "%1$s", "visibility": "workspace"}
                {"content": "", "values": [1, 1], "modelId": "%1$s", "visibility": "workspace"}
                {"content": "of nobody", "values": [1, 1], "modelId": "%1$s", "conversationId": "%1$s"}
                """.formatted(model)).expect(422).json();
        assertEquals(
                "2 /values, 3 /content, 4 /conversationId",
                StreamSupport.stream(problem.path("errors").spliterator(), false)
                        .map(error -> error.path("row").asText() + " "
                                + error.path("pointer").asText())
                        .collect(Collectors.joining(", ")));
        assertEquals(before, crud.state());
    }

    private Api.Answer load(String file) {
        return api.sendBytes(
                "POST",
                "/v1/vector-imports",
                Map.of("content-type", "application/x-ndjson"),
                file.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(Api.Answer created) {
        return created.expect(201).json().path("id").asText();
    }
}
