package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunFilesTest {

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static Api.Answer load(Api api, String file) {
        return api.send("POST", "/v1/model-price-imports", Map.of("content-type", "application/x-ndjson"), file);
    }

    private static String price(int n, String from) {
        return """
                {"provider": "acme", "model": "in-%d", "tokenClass": "output", "microusdPerMillion": %1$d, "validFrom": "%s"}""".formatted(n, from);
    }

    @Test
    void pricesGoInComeOutAndGoInAgain() {
        String file = IntStream.range(0, 60)
                .mapToObj(n -> price(n, "2025-01-01T00:00:00Z"))
                .collect(Collectors.joining("\n"));
        load(api, file).expect(201);
        Api.Answer exported = api.get("/v1/model-price-exports").expect(200);
        assertEquals(60, exported.body().lines().count());
        Api other = api.as(TestCaller.of(crud.rows().workspace(), "admin"));
        assertEquals(
                60,
                load(other, exported.body()).expect(201).json().path("imported").asInt());
        Api.Answer refused = load(api, price(100, "2025-01-01T00:00:00Z") + "\n" + price(7, "2026-01-01T00:00:00Z"))
                .expect(422);
        assertEquals(2, refused.json().at("/errors/0/row").asInt(), refused.body());
        assertEquals(60, api.get("/v1/model-price-exports").body().lines().count(), "nothing was written");
        load(crud.api(), file).expect(403);
    }

    private static Api.Answer loadRuns(Api api, String file) {
        return api.send("POST", "/v1/agent-run-imports", Map.of("content-type", "application/x-ndjson"), file);
    }

    private static List<String> endings(String file) {
        return file.lines()
                .map(line -> line.replaceAll(".*\"finishedAt\":\"([^\"]*)\".*", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void runsThatAreOverGoOutAndIn() {
        Api from = api.as(TestCaller.of(crud.rows().workspace(), "admin"));
        for (String status : List.of("succeeded", "failed")) {
            String run = Lines.run(from);
            from.patch(run, "{\"status\": \"running\", \"workflowState\": {\"cost\": 1.10}}", "*")
                    .expect(200);
            from.patch(run, "{\"status\": \"%s\", \"error\": \"%1$s\"}".formatted(status), "*")
                    .expect(200);
        }
        String going = Lines.run(from);
        String file = from.get("/v1/agent-run-exports").expect(200).body();
        assertEquals(3, file.lines().count());
        String over = from.get("/v1/agent-run-exports?status=failed").body()
                + from.get("/v1/agent-run-exports?status=succeeded").body();
        assertEquals(2, over.lines().count());

        Api to = api.as(TestCaller.of(crud.rows().workspace(), "admin"));
        Api.Answer refused = loadRuns(to, file).expect(422);
        assertTrue(refused.body().contains("\"/status\""), refused.body());
        assertEquals(0, to.get("/v1/agent-runs").json().path("data").size(), "nothing was written");
        loadRuns(to, over).expect(201);
        String again = to.get("/v1/agent-run-exports?status=succeeded").body()
                + to.get("/v1/agent-run-exports?status=failed").body();
        for (String field : List.of("\"cost\":1.10", "\"error\":\"failed\"", "\"error\":\"succeeded\"")) {
            assertTrue(again.replace(" ", "").contains(field), again);
        }
        // They ended when they did, and not when they came.
        assertEquals(endings(over), endings(again));
        from.delete(going).expect(409);
    }

    @Test
    void aRunThatCannotHaveBeenIsNotTaken() {
        String known = "\"name\": \"n\", \"agent\": \"a\", \"finishedAt\": \"2025-01-02T00:00:00Z\"";
        Map<String, String> faults = Map.of(
                "\"status\": \"running\"", "/status",
                "\"status\": \"succeeded\"", "/startedAt",
                "\"status\": \"failed\", \"startedAt\": \"2025-01-03T00:00:00Z\"", "/finishedAt",
                "\"status\": \"cancelled\", \"projectId\": \"00000000-0000-7000-8000-000000000000\"", "/projectId",
                "\"status\": \"cancelled\", \"issueId\": \"00000000-0000-7000-8000-000000000000\"", "/issueId");
        faults.forEach((fields, pointer) -> assertEquals(
                pointer,
                loadRuns(api, "{" + known + ", " + fields + "}")
                        .expect(422)
                        .json()
                        .at("/errors/0/pointer")
                        .asText()));
        loadRuns(api, "{" + known + ", \"status\": \"cancelled\"}").expect(201);
    }

    @Test
    void aRunsLinesAndCallsComeOutOldestFirst() {
        String run = Lines.run(api);
        List<String> ids =
                Stream.generate(Ids::next).limit(120).map(Object::toString).toList();
        api.post(run + "/logs", Lines.rows(ids.stream().map(Lines::line).toList()))
                .expect(200);
        api.post(run + "/usages", Lines.rows("""
                        {"id": "%s", "provider": "p", "model": "m", "totalTokens": 0}""".formatted(ids.getFirst()))).expect(200);
        List<String> lines =
                api.get(run + "/log-exports").expect(200).body().lines().toList();
        assertEquals(ids.size(), lines.size());
        for (int i = 0; i < ids.size(); i++) {
            assertTrue(lines.get(i).contains(ids.get(i)), lines.get(i));
        }
        assertTrue(api.get(run + "/usage-exports").expect(200).body().contains("\"totalTokens\":0"));
    }
}
