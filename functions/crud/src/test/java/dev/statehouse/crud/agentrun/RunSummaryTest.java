package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunSummaryTest {

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
        for (String tokenClass : new String[] {"input", "output"}) {
            api.post("/v1/model-prices", """
                            {"provider": "acme", "model": "priced", "tokenClass": "%s", "microusdPerMillion": 3000001,
                             "validFrom": "2020-01-01T00:00:00Z"}""".formatted(tokenClass)).expect(201);
        }
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static String usage(String model, int input, int output) {
        return """
                {"id": "%s", "provider": "acme", "model": "%s", "inputTokens": %d, "outputTokens": %d, "totalTokens": %d}
                """.formatted(Ids.next(), model, input, output, input + output);
    }

    @Test
    void aRunsLinesTokensAndCostAreSummedUp() {
        String run = Lines.run(api);
        String other = Lines.run(api);
        api.post(other + "/logs", Lines.rows(Lines.line(Ids.next()))).expect(200);
        api.post(other + "/usages", Lines.rows(usage("priced", 1, 1))).expect(200);
        api.patch(run, "{\"status\": \"running\"}", "*").expect(200);
        api.post(
                        run + "/logs",
                        Lines.rows(
                                Lines.line(Ids.next()),
                                Lines.line(Ids.next()),
                                Lines.line(Ids.next()).replace("info", "error")))
                .expect(200);
        api.post(run + "/usages", Lines.rows(usage("priced", 1, 2), usage("priced", 3, 4), usage("unknown", 100, 0)))
                .expect(200);
        JsonNode summary = api.get(run + "/summary").expect(200).json();
        assertEquals("running", summary.path("status").asText());
        assertEquals(
                "{\"debug\":0,\"info\":2,\"warn\":0,\"error\":1}",
                summary.path("lines").toString());
        assertEquals(3, summary.at("/total/calls").asInt());
        assertEquals(1, summary.at("/total/unpricedCalls").asInt());
        assertEquals(104, summary.at("/total/inputTokens").asInt());
        assertEquals("0.000030", summary.at("/total/costUsd").asText());
        assertEquals("priced", summary.at("/models/0/model").asText());
        assertEquals(2, summary.at("/models/0/used/calls").asInt());
        assertEquals(6, summary.at("/models/0/used/outputTokens").asInt());
        assertEquals("0.000000", summary.at("/models/1/used/costUsd").asText());
        assertEquals(1, summary.at("/models/1/used/unpricedCalls").asInt());
        assertTrue(summary.path("ranMs").asLong() >= 0 && summary.hasNonNull("ranMs"));
    }

    @Test
    void aRunThatSaidNothingHasASummaryToo() {
        String run = Lines.run(api);
        JsonNode summary = api.get(run + "/summary").expect(200).json();
        assertEquals(0, summary.path("models").size());
        assertEquals("0.000000", summary.at("/total/costUsd").asText());
        assertTrue(summary.path("ranMs").isNull());
        crud.stranger().get(run + "/summary").expect(404);
    }
}
