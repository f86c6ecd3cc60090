package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenUsageTest {

    private static final int WRITERS = 10;

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud(Map.of("database.pool-size", WRITERS, "datasources.default.connection-timeout", 20_000));
        api = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private void price(String model, String tokenClass, long microusd) {
        price(model, tokenClass, microusd, "2020-01-01T00:00:00Z", "null").expect(201);
    }

    private Api.Answer price(String model, String tokenClass, long microusd, String from, String to) {
        return api.post("/v1/model-prices", """
                {"provider": "acme", "model": "%s", "tokenClass": "%s", "microusdPerMillion": %d, "validFrom": "%s", "validTo": %s}
                """.formatted(model, tokenClass, microusd, from, to));
    }

    private static String usage(Object id, String model, long input, long cached, long output, long reasoning) {
        return """
                {"id": "%s", "provider": "acme", "model": "%s", "inputTokens": %d, "cachedInputTokens": %d,
                 "outputTokens": %d, "reasoningTokens": %d, "totalTokens": %d}
                """.formatted(id, model, input, cached, output, reasoning, input + cached + output + reasoning);
    }

    private Api.Answer write(String run, String... usages) {
        return api.post(run + "/usages", Lines.rows(usages));
    }

    private JsonNode only(String run) {
        JsonNode data = api.get(run + "/usages").expect(200).json().path("data");
        assertEquals(1, data.size());
        return data.path(0);
    }

    /** Of small costs only. */
    private String spent(String run) {
        return String.valueOf(crud.count("SELECT coalesce(sum(cost_picousd), 0) FROM agent_run_spends WHERE run_id = '"
                + run.substring(run.lastIndexOf('/') + 1) + "'"));
    }

    @Test
    void aCallKeepsItsPricesAndItsExactCost() {
        price("exact", "input", 3_000_001);
        price("exact", "cached_input", 300_000);
        price("exact", "output", 15_000_000);
        price("exact", "reasoning", 15_000_000);
        String run = Lines.run(api);
        JsonNode stored =
                write(run, usage(Ids.next(), "exact", 7, 11, 13, 1)).expect(200).json();
        assertEquals(1, stored.path("stored").asInt());
        assertEquals(0, stored.path("unpriced").asInt());
        JsonNode shown = only(run);
        BigDecimal cost = new BigDecimal(7L * 3_000_001 + 11L * 300_000 + 14L * 15_000_000);
        assertEquals(cost.toPlainString(), shown.path("costPicousd").asText());
        assertEquals("0.000234", shown.path("costUsd").asText());
        assertEquals(3_000_001, shown.at("/prices/input").asLong());
        assertEquals(32, shown.path("totalTokens").asLong());
        assertEquals(cost.toPlainString(), spent(run));
    }

    @Test
    void thePriceIsThatOfTheTimeOfTheCall() {
        Instant now = Instant.now();
        Instant change = now.minusSeconds(600);
        price("dated", "input", 10, "2020-01-01T00:00:00Z", "\"" + change + "\"")
                .expect(201);
        price("dated", "input", 20, change.toString(), "null").expect(201);
        String run = Lines.run(api);
        write(
                        run,
                        usage(Lines.at(change.minusMillis(2)), "dated", 1, 0, 0, 0),
                        usage(Lines.at(change.plusMillis(2)), "dated", 1, 0, 0, 0))
                .expect(200);
        List<String> costs = new ArrayList<>();
        api.get(run + "/usages?order=oldest")
                .json()
                .path("data")
                .forEach(usage -> costs.add(usage.path("costPicousd").asText()));
        assertEquals(List.of("10", "20"), costs);
    }

    @Test
    void twoPricesAtATimeAreRefused() {
        price("overlapping", "output", 10, "2025-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\"")
                .expect(201);
        price("overlapping", "output", 20, "2026-01-01T00:00:00Z", "null").expect(201);
        assertEquals(
                "/validFrom",
                price("overlapping", "output", 30, "2025-12-31T23:59:59Z", "null")
                        .expect(409)
                        .json()
                        .at("/errors/0/pointer")
                        .asText());
        price("overlapping", "reasoning", 30, "2025-06-01T00:00:00Z", "null").expect(201);
        price("overlapping", "input", 30, "2026-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\"")
                .expect(422);
    }

    @Test
    void whatHasNoPriceHasNoCostAndIsCounted() {
        price("half", "input", 5);
        String run = Lines.run(api);
        JsonNode stored = write(
                        run,
                        usage(Ids.next(), "half", 3, 0, 0, 0),
                        usage(Ids.next(), "half", 3, 0, 1, 0),
                        usage(Ids.next(), "unknown", 1, 0, 0, 0))
                .expect(200)
                .json();
        assertEquals(3, stored.path("stored").asInt());
        assertEquals(2, stored.path("unpriced").asInt());
        JsonNode newest = api.get(run + "/usages?limit=1").json().path("data").path(0);
        assertTrue(newest.path("costUsd").isNull(), "not 0: " + newest);
        assertEquals("15", spent(run));
        assertEquals(
                2,
                crud.count("SELECT unpriced_calls FROM agent_run_spends WHERE run_id = '"
                        + run.substring(run.lastIndexOf('/') + 1) + "'"));
    }

    @Test
    void whatIsSentAgainIsNotSpentAgain() {
        price("again", "input", 1);
        String run = Lines.run(api);
        UUID id = Ids.next();
        write(run, usage(id, "again", 100, 0, 0, 0)).expect(200);
        JsonNode again = write(run, usage(id, "again", 900, 0, 0, 0), usage(Ids.next(), "again", 1, 0, 0, 0))
                .expect(200)
                .json();
        assertEquals(1, again.path("stored").asInt());
        assertEquals(id.toString(), again.at("/repeated/0").asText());
        assertEquals("101", spent(run));
    }

    @Test
    void aCostBeyondWhatIsStoredIsRefusedByRow() {
        price("dear", "input", 1_000_000_000_000L);
        String run = Lines.run(api);
        Api.Answer answer = write(
                        run,
                        usage(Ids.next(), "dear", 1, 0, 0, 0),
                        usage(Ids.next(), "dear", 1_000_000_000_000L, 0, 0, 0))
                .expect(422);
        assertEquals("/rows/1", answer.json().at("/errors/0/pointer").asText());
        assertEquals(0, api.get(run + "/usages").json().path("data").size());
        assertEquals("0", spent(run));
        write(run, usage(Ids.next(), "dear", 9_000_000, 0, 0, 0)).expect(200);
        assertEquals("9000000.000000", only(run).path("costUsd").asText());
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "inputTokens": 5, "totalTokens": 6                               | 422 | /rows/0/totalTokens
            "inputTokens": 5, "cachedInputTokens": 5, "totalTokens": 5       | 422 | /rows/0/totalTokens
            "inputTokens": 5                                                 | 422 | /rows/0/totalTokens
            "inputTokens": -1, "totalTokens": -1                             | 422 | /rows/0/inputTokens
            "inputTokens": 1000000000001, "totalTokens": 1000000000001       | 422 | /rows/0/inputTokens
            "inputTokens": 99999999999999999999, "totalTokens": 1            | 422 | /rows/0/inputTokens
            "inputTokens": 1.0, "totalTokens": 1                             | 400 | /rows/0/inputTokens
            "inputTokens": "1", "totalTokens": 1                             | 400 | /rows/0/inputTokens
            "costUsd": "0.1", "totalTokens": 0                               | 400 | /rows/0/costUsd
            "provider": "acme", "totalTokens": 0                             | 400 | /rows/0/provider
            """)
    void aCallAtFaultIsRefused(String fields, int status, String pointer) {
        String row = "{\"id\": \"%s\", \"provider\": \"acme\", \"model\": \"m\", %s}".formatted(Ids.next(), fields);
        Api.Answer answer = write(Lines.run(api), row).expect(status);
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
    }

    @Test
    void theDatabaseItselfHoldsClassesApartAndCostsExact() {
        for (String values : new String[] {"5, 5, 0, 0, 5, NULL", "5, 0, 0, 0, 5, 6"}) {
            String refused = "";
            try {
                crud.database().asOwner("""
                        INSERT INTO token_usages (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens,
                            output_tokens, reasoning_tokens, total_tokens, cost_picousd, input_price)
                        VALUES ('%s', gen_random_uuid(), '%s', 'p', 'm', %s, 1)""".formatted(crud.workspace(), Ids.next(), values));
            } catch (IllegalStateException | AssertionError error) {
                refused = String.valueOf(error.getCause() == null ? error : error.getCause());
            }
            assertTrue(refused.contains("classes_are_disjoint") || refused.contains("cost_is_that"), refused);
        }
    }

    @Test
    void writersOfOneRunSpendWhatTheyWroteAndNoMore() throws Exception {
        price("crowd", "input", 1);
        String run = Lines.run(api);
        List<String> all = Stream.generate(() -> usage(Ids.next(), "crowd", 1, 0, 0, 0))
                .limit(200)
                .toList();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> batches = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                List<String> mine = w % 2 == 0 ? all : all.reversed();
                batches.add(writers.submit(() -> {
                    for (int from = 0; from < mine.size(); from += 50) {
                        api.post(run + "/usages", Lines.rows(mine.subList(from, from + 50)))
                                .expect(200);
                    }
                }));
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
        }
        assertEquals("200", spent(run));
    }
}
