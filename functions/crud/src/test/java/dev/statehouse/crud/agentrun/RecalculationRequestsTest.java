package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is asked of a recalculation; the worker's tests tell what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecalculationRequestsTest {

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String jobs() {
        return api.get("/v1/jobs?kind=price-recalculation&state=queued")
                .expect(200)
                .json()
                .path("data")
                .findValuesAsText("id")
                .toString();
    }

    @Test
    void oneWhoseJobWasCancelledGoesOnWhenItIsAppliedAgain() {
        String recalculation =
                api.post("/v1/price-recalculations", """
                        {"provider": "acme", "model": "m", "from": "2025-10-01T00:00:00Z", "until": "2025-11-01T00:00:00Z"}""").expect(202).header("location");
        api.post(recalculation + "/apply", "{}").expect(409);
        crud.database()
                .asOwner("UPDATE price_recalculations SET status = 'previewed', preview = '{}'; DELETE FROM jobs");

        assertEquals("applying", applied(recalculation));
        String first = jobs();
        assertEquals("applying", applied(recalculation));
        assertEquals(first, jobs(), "its job is still there");

        api.post("/v1/jobs/" + first.replaceAll("[\\[\\]]", "") + "/cancel", "{}")
                .expect(200);
        assertEquals("[]", jobs());
        assertEquals("applying", applied(recalculation));
        UUID.fromString(jobs().replaceAll("[\\[\\]]", ""));

        crud.database()
                .asOwner("UPDATE price_recalculations SET status = 'applied', applied = '{}', applied_at = now()");
        api.post(recalculation + "/apply", "{}").expect(409);
    }

    private String applied(String recalculation) {
        return api.post(recalculation + "/apply", "{}")
                .expect(202)
                .json()
                .path("status")
                .asText();
    }
}
