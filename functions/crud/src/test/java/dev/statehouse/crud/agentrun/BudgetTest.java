package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetTest {

    private static final int CLIENTS = 10;
    private static final int EACH = 4;
    private static final long DOLLAR = 1_000_000;

    private Crud crud;
    private UUID workspace;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud(Map.of("database.pool-size", CLIENTS, "datasources.default.connection-timeout", 20_000));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    /** A workspace of its own, in which a token of the model `m` costs a thousandth of a dollar. */
    @BeforeEach
    void begin() {
        workspace = crud.rows().workspace();
        api = crud.api().as(TestCaller.of(workspace, "admin"));
        api.post("/v1/model-prices", """
                        {"provider": "acme", "model": "m", "tokenClass": "input", "microusdPerMillion": 1000000000,
                         "validFrom": "2020-01-01T00:00:00Z"}""").expect(201);
    }

    private String budget(String fields) {
        return api.post("/v1/budgets", "{" + fields + "}").expect(201).header("location");
    }

    private Api.Answer queue(String fields) {
        return api.post("/v1/agent-runs", "{\"name\": \"n\", \"agent\": \"a\"" + fields + "}");
    }

    private static String reserving(long dollars) {
        return ", \"reservedMicrousd\": " + dollars * DOLLAR;
    }

    private void spend(String run, long dollars) {
        api.post(run + "/usages", Lines.rows("""
                        {"id": "%s", "provider": "acme", "model": "m", "inputTokens": %2$d, "totalTokens": %2$d}""".formatted(Ids.next(), dollars * 1_000)))
                .expect(200);
    }

    private void finish(String run) {
        api.patch(run, "{\"status\": \"running\"}", "*").expect(200);
        api.patch(run, "{\"status\": \"succeeded\"}", "*").expect(200);
    }

    @Test
    void spendingClosesABudget() {
        String budget = budget("\"hardLimitMicrousd\": " + 5 * DOLLAR);
        String run = queue("").expect(201).header("location");
        spend(run, 4);
        assertEquals("4.000000", api.get(budget).json().path("spentUsd").asText());
        queue("").expect(201);
        spend(run, 1);
        Api.Answer refused = queue("").expect(402);
        assertEquals(
                "urn:statehouse:problem:budget-exhausted",
                refused.json().path("type").asText());
        assertEquals("closed", api.get(budget).json().path("state").asText());
        assertEquals(2, crud.count("SELECT count(*) FROM agent_runs WHERE workspace_id = '" + workspace + "'"));
        // What goes on is not stopped.
        spend(run, 1);
        api.patch(budget, "{\"hardLimitMicrousd\": " + 7 * DOLLAR + "}", "*").expect(200);
        queue("").expect(201);
    }

    @Test
    void manyAtOnceNeverPassTheHardLimit() throws Exception {
        budget("\"hardLimitMicrousd\": " + 15 * DOLLAR);
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                all.add(clients.submit(() -> {
                    together.await();
                    List<Integer> mine = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        mine.add(queue(reserving(2)).status());
                    }
                    return mine;
                }));
            }
            for (Future<List<Integer>> one : all) {
                statuses.addAll(one.get());
            }
        }
        assertEquals(7, statuses.stream().filter(status -> status == 201).count(), "7 times 2 of 15 dollars");
        assertEquals(
                CLIENTS * EACH - 7,
                statuses.stream().filter(status -> status == 402).count(),
                statuses::toString);
    }

    @Test
    void aReservationIsUsedUpBySpendingAndEndsWithItsRun() {
        String budget = budget("\"hardLimitMicrousd\": " + 10 * DOLLAR);
        String run = queue(reserving(6)).expect(201).header("location");
        queue(reserving(5)).expect(402);
        spend(run, 2);
        JsonNode state = api.get(budget).json();
        assertEquals("2.000000", state.path("spentUsd").asText());
        assertEquals("4.000000", state.path("reservedUsd").asText());
        finish(run);
        assertEquals("0.000000", api.get(budget).json().path("reservedUsd").asText());
        queue(reserving(8)).expect(201);
        queue(reserving(1)).expect(402);
    }

    @Test
    void aProjectsBudgetBindsItsRunsAlone() {
        String project = api.post("/v1/projects", "{\"slug\": \"bound\", \"name\": \"Bound\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        budget("\"projectId\": \"%s\", \"hardLimitMicrousd\": %d".formatted(project, DOLLAR));
        String inside = ", \"projectId\": \"" + project + "\"";
        spend(queue(inside).expect(201).header("location"), 1);
        queue(inside).expect(402);
        queue("").expect(201);
        budget("\"hardLimitMicrousd\": " + DOLLAR);
        queue("").expect(402);
    }

    @Test
    void aSoftLimitWarnsInTheAnswerAndOnceByAnEvent() {
        String budget = budget("\"softLimitMicrousd\": " + 3 * DOLLAR);
        String id = api.get(budget).json().path("id").asText();
        JsonNode calm = queue(reserving(2)).expect(201).json();
        assertEquals(0, calm.path("warningBudgetIds").size());
        JsonNode warned = queue(reserving(1)).expect(201).json();
        assertEquals(id, warned.at("/warningBudgetIds/0").asText());
        assertTrue(warned.hasNonNull("id"), warned.toString());
        queue("").expect(201);
        JsonNode state = api.get(budget).json();
        assertEquals("warned", state.path("state").asText());
        assertTrue(state.hasNonNull("warnedAt"));
        JsonNode warnings = api.get(budget + "/warnings").expect(200).json().path("data");
        assertEquals(1, warnings.size());
        assertEquals(3 * DOLLAR, warnings.at("/0/committedMicrousd").asLong());
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM audit_entries WHERE workspace_id = '" + workspace
                        + "' AND event_type(relation, action, before, after) = 'budget.warned'"));
    }

    @Test
    void aRunThatEndsBeyondTheSoftLimitWarns() {
        String budget = budget("\"softLimitMicrousd\": " + DOLLAR);
        String run = queue("").expect(201).header("location");
        spend(run, 2);
        finish(run);
        assertTrue(api.get(budget).json().hasNonNull("warnedAt"));
    }

    @Test
    void budgetsAreChangedDeletedAndRestored() {
        String budget = budget("\"softLimitMicrousd\": 1, \"hardLimitMicrousd\": 2");
        api.post("/v1/budgets", "{\"hardLimitMicrousd\": 1}").expect(409);
        api.post("/v1/budgets", "{}").expect(422);
        api.patch(budget, "{\"softLimitMicrousd\": 3}", "*").expect(422);
        api.patch(budget, "{\"hardLimitMicrousd\": null}", "\"9\"").expect(412);
        assertTrue(api.patch(budget, "{\"hardLimitMicrousd\": null}", "\"1\"")
                .expect(200)
                .json()
                .path("hardLimitMicrousd")
                .isNull());
        api.delete(budget).expect(204);
        api.get(budget).expect(404);
        budget("\"hardLimitMicrousd\": 1");
        api.post(budget + "/restore", "").expect(409);
        assertEquals(1, api.get("/v1/budgets").json().path("data").size());
        crud.stranger().get(budget).expect(404);
    }
}
