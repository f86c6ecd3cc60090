package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cost.ModelPrices;
import dev.statehouse.data.cost.PriceRecalculation;
import dev.statehouse.data.cost.PriceRecalculations;
import dev.statehouse.data.cost.RecalculationJob;
import dev.statehouse.data.cost.RecalculationSteps;
import dev.statehouse.data.cost.RecalculationSteps.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Costs anew: what is shown before is what is made, once, whoever comes in between. */
class RecalculationTest {

    private static final int USAGES = 4_500;

    private final Instant from = Instant.now().minus(Duration.ofHours(2));
    private WorkerDatabase database;
    private Tenant tenant;
    private UUID price;

    /** Calls of 100 tokens each in two runs, reckoned at 10 a token; some have no price. */
    @BeforeEach
    void fill() {
        database = new WorkerDatabase();
        tenant = database.workspace();
        price = write(() -> database.application(ModelPrices.class)
                .insert(Ids.next(), "acme", "m", "input", 10, from.minusSeconds(60), null)
                .getFirst()
                .id());
        database.database().asOwner("""
                CREATE FUNCTION id_of(n integer) RETURNS uuid LANGUAGE sql AS
                    $$ SELECT app.id_at(floor(extract(epoch FROM now() - interval '1 hour') * 4096000)::bigint + n * 4096) $$;
                INSERT INTO token_usages (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens, output_tokens,
                                          reasoning_tokens, total_tokens, input_price, cost_picousd)
                SELECT '%1$s', ('00000000-0000-7000-8000-00000000000' || n %% 2)::uuid, id_of(n), 'acme',
                       CASE WHEN n %% 3 = 0 THEN 'other' ELSE 'm' END, 100, 0, 0, 0, 100,
                       CASE WHEN n %% 5 > 0 THEN 10 END, CASE WHEN n %% 5 > 0 THEN 1000 END
                FROM generate_series(1, %2$d) n;
                INSERT INTO agent_run_spends (workspace_id, run_id, month, calls, unpriced_calls, cost_picousd)
                SELECT workspace_id, run_id, id_month(id), count(*), count(*) FILTER (WHERE cost_picousd IS NULL),
                       sum(cost_picousd)
                FROM token_usages
                GROUP BY 1, 2, 3
                """.formatted(tenant.workspaceId(), USAGES));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private <T> T write(Supplier<T> work) {
        return database.application(Workspaces.class).write(tenant, work);
    }

    private PriceRecalculations recalculations() {
        return database.application(PriceRecalculations.class);
    }

    private PriceRecalculation make() {
        return write(() -> recalculations()
                .insert(Ids.next(), "acme", "m", from, Instant.now().plusSeconds(60))
                .getFirst());
    }

    private PriceRecalculation find(PriceRecalculation one) {
        return Objects.requireNonNull(database.application(Workspaces.class)
                .read(tenant, () -> recalculations().find(one.id())));
    }

    private void work(PriceRecalculation one) {
        database.enqueue(tenant, RecalculationJob.KIND.of(new RecalculationJob(one.id())));
        database.run();
    }

    private void correct(long microusd) {
        write(() -> database.application(ModelPrices.class).change(price, null, microusd, null, false, null));
    }

    private long count(String query) {
        return database.count(
                "SELECT " + query + " FROM app.token_usages WHERE workspace_id = '" + tenant.workspaceId() + "'");
    }

    private void assertSumsFollow() {
        assertEquals(0, database.count("""
                SELECT count(*)
                FROM (SELECT run_id, app.id_month(id) AS month, sum(coalesce(cost_picousd, 0)) AS cost,
                             count(*) FILTER (WHERE cost_picousd IS NULL) AS unpriced
                      FROM app.token_usages GROUP BY 1, 2) u
                FULL JOIN app.agent_run_spends s USING (run_id, month)
                WHERE (u.cost, u.unpriced) IS DISTINCT FROM (s.cost_picousd, s.unpriced_calls)"""));
        assertEquals(0, database.count(SpendSumsTest.DIFFERENCES));
    }

    @Test
    void theDifferenceIsShownBeforeItIsMade() {
        correct(7);
        long before = count("sum(cost_picousd)");
        PriceRecalculation one = make();
        // As the API writes prices and times everywhere.
        String prices = one.prices().text();
        assertTrue(
                prices.matches(".*\"validFrom\": \"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\".*")
                        && prices.contains("\"validTo\": null")
                        && prices.contains("\"microusdPerMillion\": 7"),
                prices);
        work(one);
        PriceRecalculation previewed = find(one);
        assertEquals("previewed", previewed.status());
        assertEquals(before, count("sum(cost_picousd)"), "nothing is changed yet");
        assertNull(previewed.applied());

        assertEquals(1, write(() -> recalculations().apply(one.id())).size());
        work(one);
        PriceRecalculation applied = find(one);
        assertEquals("applied", applied.status());
        assertEquals(previewed.preview(), applied.applied());
        // 3,000 calls of the model, a fifth of which had no price: 600 new ones of 700, 2,400 that are 300 cheaper.
        assertTrue(
                String.valueOf(applied.applied())
                        .contains("\"differencePicousd\": \"" + (600 * 700 - 2_400 * 300) + "\""),
                () -> String.valueOf(applied.applied()));
        assertEquals(before + 600 * 700 - 2_400 * 300, count("sum(cost_picousd)"));
        assertEquals(3_000, count("count(*) FILTER (WHERE input_price = 7 AND cost_picousd = 700)"));
        assertEquals(1_500, count("count(*) FILTER (WHERE model = 'other' AND coalesce(input_price, 10) = 10)"));
        assertSumsFollow();
        assertEquals(
                1,
                database.count("SELECT count(*) FROM app.audit_entries WHERE relation = 'price_recalculations'"
                        + " AND after -> 'applied' ->> 'differencePicousd' = '" + (600 * 700 - 2_400 * 300) + "'"));
    }

    @Test
    void theSumsAreOfAllCallsOfTheModelAndTheDifferenceOfThoseThatDiffer() {
        correct(10_000_000);
        PriceRecalculation one = make();
        work(one);
        // 3,000 calls, of which 2,400 cost a thousand each: now each costs a thousandth of a dollar.
        String preview = String.valueOf(find(one).preview());
        assertTrue(
                preview.contains("\"beforeUsd\": \"0.000002\"") && preview.contains("\"afterUsd\": \"3.000000\""),
                preview);
        write(() -> recalculations().apply(one.id()));
        work(one);
        PriceRecalculation again = make();
        work(again);
        String unchanged = String.valueOf(find(again).preview());
        assertTrue(
                unchanged.contains("\"changed\": 0")
                        && unchanged.contains("\"beforeUsd\": \"3.000000\"")
                        && unchanged.contains("\"afterUsd\": \"3.000000\"")
                        && unchanged.contains("\"differenceUsd\": \"0.000000\""),
                unchanged);
    }

    @Test
    void whatIsAppliedIsWhatWasShown() {
        correct(7);
        PriceRecalculation one = make();
        work(one);
        correct(8);
        assertEquals(List.of(), write(() -> recalculations().apply(one.id())), "the prices changed since");
        correct(7);
        assertEquals(1, write(() -> recalculations().apply(one.id())).size());
        // What is corrected from now on is not applied by what was asked for before.
        correct(9);
        work(one);
        assertEquals(3_000, count("count(*) FILTER (WHERE input_price = 7)"));
        assertEquals(List.of(), write(() -> recalculations().apply(one.id())), "it is applied already");
    }

    @Test
    void twoAreNotAppliedAtOnce() {
        correct(7);
        PriceRecalculation one = make();
        PriceRecalculation two = make();
        work(one);
        work(two);
        write(() -> recalculations().apply(one.id()));
        DataError refused = Assertions.assertThrows(
                DataError.class, () -> write(() -> recalculations().apply(two.id())));
        assertEquals(DataError.Kind.ALREADY_EXISTS, refused.kind());
        work(one);
        write(() -> recalculations().apply(two.id()));
        work(two);
        assertTrue(String.valueOf(find(two).applied()).contains("\"changed\": 0"), "nothing was left to change");
        assertSumsFollow();
    }

    @Test
    void workersThatMeetDoNothingTwice() throws Exception {
        correct(7);
        PriceRecalculation one = make();
        work(one);
        PriceRecalculation applying =
                write(() -> recalculations().apply(one.id())).getFirst();
        RecalculationSteps steps = database.worker().getBean(RecalculationSteps.class);
        Workspaces workspaces = database.worker().getBean(Workspaces.class);
        List<Future<Place>> first = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                first.add(workers.submit(
                        () -> workspaces.statement(tenant, () -> steps.step(applying, Place.BEGINNING))));
            }
        }
        long moved = 0;
        for (Future<Place> place : first) {
            moved += place.get().equals(Place.BEGINNING) ? 0 : 1;
        }
        assertEquals(1, moved, "one of them made the step");
        assertNotEquals("applied", find(one).status());
        // Another attempt goes on from there.
        work(one);
        assertEquals("applied", find(one).status());
        assertEquals(3_000, count("count(*) FILTER (WHERE input_price = 7)"));
        assertSumsFollow();
    }

    @Test
    void aClassWithoutAPriceKeepsTheOneItHad() {
        write(() -> database.application(ModelPrices.class).delete(price, null));
        PriceRecalculation one = make();
        work(one);
        assertTrue(String.valueOf(find(one).preview()).contains("\"changed\": 0"));
    }
}
