package dev.statehouse.crud.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationTest {

    private Crud crud;
    private Api operator;

    @BeforeAll
    void start() {
        crud = new Crud();
        operates(true);
        operator = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterEach
    void forget() {
        crud.database()
                .asOwner("DELETE FROM operations.measurements; DELETE FROM operations.scheduled_runs;"
                        + " DELETE FROM operations.findings");
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private void operates(boolean does) {
        crud.database()
                .asOwner("UPDATE workspaces SET operates = %s WHERE id = '%s'".formatted(does, crud.workspace()));
    }

    private void measured(String age, String status, String reasons) {
        crud.database().asOwner("""
                INSERT INTO operations.measurements (measured_at, status, reasons, not_measured, metrics, counters)
                VALUES (now() - interval '%s', '%s', '%s',
                        '[{"check": "vector-search", "detail": "none yet", "isExpected": true}]',
                        '{"pool_percent": 12.5}', '{"secret": 1}')
                """.formatted(age, status, reasons));
    }

    private void ran(String function, String due, String outcome) {
        crud.database().asOwner("""
                INSERT INTO operations.scheduled_runs
                    (function, due_at, alone, dry_run, outcome, ends_by, ended_at, counts, error)
                VALUES ('%1$s', '%2$s', false, false, '%3$s', now(), CASE WHEN '%3$s' <> 'running' THEN now() END,
                        '{"rows": 5}', NULL)
                """.formatted(function, due, outcome));
    }

    private JsonNode health() {
        return operator.get("/v1/operations/health").expect(200).json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"findings", "health", "metrics", "removals", "runs"})
    void onlyAWorkspaceThatOperatesTheInstallationIsAnswered(String route) {
        measured("1 second", "healthy", "[]");
        ran("worker", "2026-01-01T00:00:00Z", "succeeded");
        String path = "/v1/operations/" + route;
        operator.get(path).expect(200);
        Api.Answer refused = crud.api()
                .as(TestCaller.of(crud.rows().workspace(), "owner"))
                .get(path)
                .expect(403);
        assertEquals("application/problem+json", refused.header("content-type"));
        assertEquals(
                "this workspace does not operate the installation",
                refused.json().path("detail").asText());
        crud.api().get(path).expect(403);
        operates(false);
        operator.get(path).expect(403);
        operates(true);
        operator.get(path).expect(200);
    }

    @Test
    void withoutAMeasurementNobodyKnows() {
        assertEquals("failing", health().path("status").asText());
        assertTrue(health().path("measuredAt").isNull());
    }

    @Test
    void theWordAndItsReasonsAreThoseOfTheLastMeasurement() {
        measured("1 minute", "healthy", "[]");
        assertEquals("healthy", health().path("status").asText());
        measured("2 seconds", "degraded", """
                [{"check": "pool", "severity": "degraded", "detail": "85%", "value": 85, "threshold": 80}]""");
        JsonNode health = health();
        assertEquals("degraded", health.path("status").asText());
        assertEquals("pool", health.at("/reasons/0/check").asText());
        assertEquals(85, health.at("/reasons/0/value").asInt());
        assertTrue(health.at("/notMeasured/0/isExpected").asBoolean());
        assertFalse(health.toString().contains("secret"));
    }

    @Test
    void aMonitorThatIsLateIsAReason() {
        measured("5 minutes", "healthy", "[]");
        assertEquals("degraded", health().path("status").asText());
        assertEquals("monitor", health().at("/reasons/0/check").asText());
        crud.database().asOwner("UPDATE operations.measurements SET measured_at = now() - interval '20 minutes'");
        assertEquals("failing", health().path("status").asText());
    }

    @Test
    void removalsThatFailAreListedWithTheReason() {
        crud.database().asOwner("""
                INSERT INTO operations.removals
                    (id, kind, subject_id, workspace_id, state, failures, error, due_at, links_end_at, created_at, updated_at)
                SELECT app.id_at(n), 'workspace', s, s, CASE n WHEN 1 THEN 'failed' ELSE 'pending' END, n,
                       CASE n WHEN 1 THEN '55P03' END, now(), now(), now(), now()
                FROM (SELECT n, gen_random_uuid() AS s FROM generate_series(1, 2) n) AS both_of_them
                """);
        JsonNode failed =
                operator.get("/v1/operations/removals?state=failed").expect(200).json();
        assertEquals(1, failed.path("data").size());
        assertEquals("55P03", failed.at("/data/0/error").asText());
        assertEquals(
                2,
                operator.get("/v1/operations/removals")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        operator.get("/v1/operations/removals?state=unknown").expect(400);
    }

    @Test
    void runsAreListedByFunctionAndOutcomeInPages() {
        ran("worker", "2026-01-01T00:00:00Z", "succeeded");
        ran("monitor", "2026-01-01T00:01:00Z", "succeeded");
        ran("worker", "2026-01-01T00:01:00Z", "failed");
        ran("worker", "2026-01-01T00:02:00Z", "running");
        assertEquals(
                List.of("worker running", "worker failed", "monitor succeeded", "worker succeeded"),
                listed("?limit=1"));
        assertEquals(
                List.of("worker running", "worker failed", "worker succeeded"), listed("?function=worker&limit=2"));
        assertEquals(List.of("monitor succeeded", "worker succeeded"), listed("?outcome=succeeded&limit=1"));
        operator.get("/v1/operations/runs?outcome=unknown").expect(400);
        operator.get("/v1/operations/runs?cursor=bm90aGluZw").expect(400);
        operator.get("/v1/operations/runs?limit=101").expect(400);
    }

    private List<String> listed(String query) {
        return paged(
                "runs",
                query,
                run -> run.path("function").asText() + " " + run.path("outcome").asText());
    }

    private List<String> paged(String route, String query, Function<JsonNode, String> told) {
        List<String> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.get("/v1/operations/" + route + query + cursor)
                    .expect(200)
                    .json();
            page.path("data").forEach(row -> rows.add(told.apply(row)));
            cursor = page.path("hasMore").asBoolean()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return rows;
    }

    @Test
    void metricsAreListedInPagesOfASpan() {
        measured("3 minutes", "healthy", "[]");
        measured("2 minutes", "degraded", "[]");
        measured("1 minute", "failing", "[]");
        JsonNode first =
                operator.get("/v1/operations/metrics?limit=2").expect(200).json();
        assertEquals("failing", first.at("/data/0/status").asText());
        assertEquals(12.5, first.at("/data/0/metrics/pool_percent").asDouble());
        JsonNode second = operator.get("/v1/operations/metrics?limit=2&cursor="
                        + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("healthy", second.at("/data/0/status").asText());
        assertFalse(second.path("hasMore").asBoolean());
        String to = first.at("/data/0/measuredAt").asText();
        assertEquals(
                2,
                operator.get("/v1/operations/metrics?to=" + to)
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        assertEquals(
                1,
                operator.get("/v1/operations/metrics?from=" + to)
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        operator.get("/v1/operations/metrics?from=yesterday").expect(400);
    }

    @Test
    void whatIsStillWrongIsListedTheWorstFirst() {
        found("lint", "unused-index", "app.some index", "note", "now()");
        found("lint", "missing-index", "app.jobs (a, b)", "warning", "now() - interval '1 day'");
        found("lint", "missing-index", "app.webhooks", "warning", "now() - interval '2 days'");
        found("vacuum", "no-right", "app.projects", "error", "now()");
        found("lint", "unused-index", "app.mended", "error", "now()");
        crud.database().asOwner("UPDATE operations.findings SET gone_at = now() WHERE object = 'app.mended'");
        assertEquals(List.of("app.projects", "app.webhooks", "app.jobs (a, b)", "app.some index"), foundBy("?limit=1"));
        assertEquals(List.of("app.webhooks", "app.jobs (a, b)"), foundBy("?severity=warning&limit=1"));
        assertEquals(List.of("app.some index"), foundBy("?kind=unused-index"));
        assertEquals(List.of(), foundBy("?kind=unused-index&severity=error"));
        JsonNode worst = operator.get("/v1/operations/findings?limit=1")
                .expect(200)
                .json()
                .at("/data/0");
        assertEquals("error", worst.path("severity").asText());
        assertEquals("vacuum", worst.path("task").asText());
        assertEquals("no-right", worst.path("kind").asText());
        assertEquals("REINDEX INDEX \"x\"", worst.path("fix").asText());
        assertTrue(worst.hasNonNull("message") && worst.hasNonNull("firstSeenAt") && worst.hasNonNull("lastSeenAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity=bad", "cursor=bm90aGluZw", "cursor=MTplcnJvcg", "limit=101", "limit=0"})
    void whatIsNoFilterOfFindingsIsRefused(String query) {
        operator.get("/v1/operations/findings?" + query).expect(400);
    }

    private void found(String task, String kind, String object, String severity, String since) {
        crud.database().asOwner("""
                INSERT INTO operations.findings (task, kind, object, severity, message, fix, first_seen_at)
                VALUES ('%s', '%s', '%s', '%s', 'it is wrong', 'REINDEX INDEX "x"', %s)
                """.formatted(task, kind, object, severity, since));
    }

    private List<String> foundBy(String query) {
        return paged("findings", query, finding -> finding.path("object").asText());
    }
}
