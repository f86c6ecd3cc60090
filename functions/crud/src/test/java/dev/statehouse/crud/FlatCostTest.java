package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.TestContext;
import io.micronaut.context.ApplicationContext;
import org.junit.jupiter.api.Test;

/**
 * The ten-thousandth event costs what the first did. Micronaut's own handlers register beans for each invocation's
 * context, so each is slower than the one before; counting what is kept proves that ours don't, on a noisy machine too.
 */
class FlatCostTest {

    private static final int EVENTS = 10_000;

    // A registered context and its beans would take 100 bytes or more each time.
    private static final long MOST_BYTES_AN_EVENT = 50;

    @Test
    void eventsLeaveNothingBehind() {
        try (Crud crud = new Crud()) {
            send(crud, 1_000);
            int beans = beans(crud.context());
            long heap = heapAfterCollection();

            send(crud, EVENTS);

            assertEquals(beans, beans(crud.context()), "beans registered by events");
            crud.context().registerSingleton(new TestContext());
            assertEquals(beans + 1, beans(crud.context()), "a registered bean is not counted");
            long kept = (heapAfterCollection() - heap) / EVENTS;
            assertTrue(kept < MOST_BYTES_AN_EVENT, "each event left " + kept + " bytes");
        }
    }

    private static void send(Crud crud, int events) {
        var api = crud.api();
        for (int i = 0; i < events; i++) {
            assertEquals(404, api.get("/v1/nothing").status());
        }
    }

    private static int beans(ApplicationContext context) {
        return context.getActiveBeanRegistrations(Object.class).size();
    }

    private static long heapAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
