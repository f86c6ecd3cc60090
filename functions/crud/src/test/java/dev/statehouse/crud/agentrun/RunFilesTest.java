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
