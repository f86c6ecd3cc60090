package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.agentrun.NewTokenUsages;
import dev.statehouse.data.agentrun.TokenUsages;
import dev.statehouse.data.cost.ModelPrices;
import dev.statehouse.data.cost.PriceRecalculation;
import dev.statehouse.data.cost.PriceRecalculations;
import dev.statehouse.data.cost.RecalculationSteps;
import dev.statehouse.data.cost.RecalculationSteps.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sums of a month are those of its runs' rows, and these are those of the calls, whoever writes at once. */
class SpendSumsTest {

    /** Sums of a workspace or project that are not those of its runs, and the other way round. */
    static final String DIFFERENCES = """
            SELECT count(*)
            FROM (SELECT s.workspace_id, s.month, scope.id AS scope_id, sum(s.cost_picousd) AS cost, sum(s.unpriced_calls) AS unpriced
                  FROM app.agent_run_spends s
                  CROSS JOIN LATERAL (VALUES (s.workspace_id), (s.project_id)) AS scope (id)
                  WHERE scope.id IS NOT NULL
                  GROUP BY 1, 2, 3) r
            FULL JOIN (SELECT workspace_id, month, scope_id, sum(cost_picousd) AS cost, sum(unpriced_calls) AS unpriced
                       FROM app.monthly_spends
                       GROUP BY 1, 2, 3) m USING (workspace_id, month, scope_id)
            WHERE (r.cost, r.unpriced) IS DISTINCT FROM (m.cost, m.unpriced)""";

    private static final int WRITERS = 16;
    private static final int BATCHES = 40;
    private static final int CALLS = 10;
    private static final int TOKENS = 100;

    private final Instant from = Instant.now();
    private final Instant until = from.plus(Duration.ofDays(40));
    private WorkerDatabase database;
    private Tenant tenant;
    private List<UUID> runs;
    private UUID price;

    /** Runs of which every other is of a project, and a model with a price. */
    @BeforeEach
    void begin() {
        database = new WorkerDatabase(Map.of("database.pool-size", WRITERS));
        tenant = database.workspace();
        runs = IntStream.range(0, WRITERS).mapToObj(n -> Ids.next()).toList();
        price = write(() -> database.application(ModelPrices.class)
                .insert(Ids.next(), "acme", "m", "input", 10, from, null)
                .getFirst()
                .id());
        database.database().asOwner("""
                INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%1$s', '%3$s', 'p', 'P');
                INSERT INTO agent_runs (workspace_id, id, project_id, name, agent)
                SELECT '%1$s', id, CASE WHEN n %% 2 = 0 THEN '%3$s'::uuid END, 'n', 'a'
                FROM unnest('{%2$s}'::uuid[]) WITH ORDINALITY AS r (id, n)
                """.formatted(
                        tenant.workspaceId(),
                        String.join(",", runs.stream().map(UUID::toString).toList()),
                        Ids.next()));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private <T> T write(Supplier<T> work) {
        return database.application(Workspaces.class).write(tenant, work);
    }

    private static UUID id(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                Ids.first(time).getMostSignificantBits() | 0x7000 | random.nextInt(0x1000),
                random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private void spend(UUID run, String model, Instant... times) {
        String[] ids = Arrays.stream(times).map(time -> id(time).toString()).toArray(String[]::new);
        long[] none = new long[times.length];
        long[] tokens = new long[times.length];
        Arrays.fill(tokens, TOKENS);
        String[] providers = new String[times.length];
        Arrays.fill(providers, "acme");
        String[] models = new String[times.length];
        Arrays.fill(models, model);
        assertNotNull(database.application(Workspaces.class)
                .statement(
                        tenant,
                        () -> database.application(TokenUsages.class)
                                .insert(
                                        run,
                                        new NewTokenUsages(ids, providers, models, tokens, none, none, none, tokens))));
    }

    /** On both sides of the month's beginning, in an order by chance: so that each batch changes two rows of its run. */
    private static Instant[] aroundTheMonthsBeginning(int batch) {
        Instant beginning = Instant.now()
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toInstant();
        return IntStream.range(0, CALLS)
                .mapToObj(call -> beginning.plusMillis((call + batch) % 2 == 0 ? 5 : -5))
                .toArray(Instant[]::new);
    }

    @Test
    void writersAtOnceAndARecalculationLeaveNoDifference() throws Exception {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (UUID run : runs) {
            all.add(() -> {
                for (int batch = 0; batch < BATCHES; batch++) {
                    spend(run, batch % 4 == 0 ? "unpriced" : "m", aroundTheMonthsBeginning(batch));
                }
                return true;
            });
        }
        all.add(this::recalculateAgainAndAgain);
        try (ExecutorService writers = Executors.newFixedThreadPool(all.size())) {
            for (Future<Boolean> one : writers.invokeAll(all)) {
                assertTrue(one.get());
            }
        }
        assertEquals(0, database.count(DIFFERENCES));
        assertEquals(
                database.count("SELECT CAST(sum(cost_picousd) AS bigint) FROM app.token_usages"),
                database.count(
                        "SELECT CAST(sum(cost_picousd) AS bigint) FROM app.monthly_spends WHERE scope_id = workspace_id"));
        assertEquals(
                WRITERS * BATCHES * CALLS / 4,
                database.count(
                        "SELECT CAST(sum(unpriced_calls) AS bigint) FROM app.monthly_spends WHERE scope_id = workspace_id"));
        assertTrue(
                database.count("SELECT count(DISTINCT share) FROM app.monthly_spends") > 1, "not all wait for one row");
    }

    private boolean recalculateAgainAndAgain() {
        for (int round = 1; round <= 5; round++) {
            long microusd = round;
            write(() -> database.application(ModelPrices.class).change(price, null, microusd, null, false, null));
            PriceRecalculation one = write(() -> database.application(PriceRecalculations.class)
                    .insert(Ids.next(), "acme", "m", from, until)
                    .getFirst());
            goThrough(one);
            goThrough(
                    write(() -> database.application(PriceRecalculations.class).apply(one.id()))
                            .getFirst());
        }
        return true;
    }

    private void goThrough(PriceRecalculation recalculation) {
        Place place = Place.BEGINNING;
        while (!place.isOver()) {
            Place reached = place;
            place = database.worker()
                    .getBean(Workspaces.class)
                    .statement(
                            tenant,
                            () -> database.worker()
                                    .getBean(RecalculationSteps.class)
                                    .step(recalculation, reached));
        }
    }
}
