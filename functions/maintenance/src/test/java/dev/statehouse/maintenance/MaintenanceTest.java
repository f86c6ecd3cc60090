package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Finding;
import dev.statehouse.data.operation.Findings;
import dev.statehouse.schedule.OperationFailed;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MaintenanceTest {

    private static final String RUNS =
            "SELECT string_agg(outcome || coalesce(' ' || error, ''), '; ' ORDER BY due_at) FROM operations.scheduled_runs";

    private MaintainedDatabase maintained = new MaintainedDatabase();

    @AfterEach
    void stop() {
        maintained.close();
    }

    @Test
    void aRunDoesEveryTaskAndTellsWhatEachDid() throws IOException {
        String answer = maintained.call("{}");
        assertTrue(
                answer.startsWith(
                        "{\"outcome\":\"succeeded\",\"counts\":{\"tasks\":[{\"task\":\"partitions\",\"outcome\":\"succeeded\""),
                answer);
        assertEquals(
                "partitions invalid-indexes lint vacuum reindex search promotion recall spends",
                maintained.answer("SELECT string_agg(t->>'task', ' ' ORDER BY n) FROM operations.scheduled_runs,"
                        + " jsonb_array_elements(counts->'tasks') WITH ORDINALITY AS tasks (t, n)"));
    }

    @Test
    void theFailureOfATaskStopsNoOtherAndNamesTheRun() throws IOException {
        maintained.asOwner(
                "CREATE TABLE app.alien (id integer) WITH (autovacuum_enabled = false); INSERT INTO app.alien SELECT generate_series(1, 9000)");
        maintained.asSuperuser("ANALYZE app.alien");
        maintained.asOwner("DELETE FROM app.alien");
        maintained.asSuperuser("ALTER TABLE app.alien OWNER TO postgres");
        maintained.answer("SELECT pg_stat_force_next_flush()");
        OperationFailed failed = assertThrows(OperationFailed.class, () -> maintained.call("{}"));
        assertEquals("vacuum: app.alien (a right is missing)", failed.getMessage());
        assertEquals("failed vacuum: app.alien (a right is missing)", maintained.answer(RUNS));
        assertEquals(
                "succeeded succeeded succeeded failed succeeded succeeded succeeded succeeded succeeded",
                maintained.answer("SELECT string_agg(t->>'outcome', ' ' ORDER BY n) FROM operations.scheduled_runs,"
                        + " jsonb_array_elements(counts->'tasks') WITH ORDINALITY AS tasks (t, n)"));
        List<Finding> open = maintained
                .bean(Workspaces.class)
                .outside(() -> maintained.bean(Findings.class).open(10));
        assertTrue(
                open.stream()
                        .anyMatch(finding -> finding.task().equals("vacuum")
                                && finding.severity().equals("error")
                                && "ALTER TABLE app.alien OWNER TO statehouse_owner".equals(finding.fix())),
                open.toString());
    }

    @Test
    void aRoleThatMayNotActAsTheOwnerSaysSoForEachTask() throws IOException {
        maintained.asSuperuser("REVOKE statehouse_owner FROM statehouse_maintenance GRANTED BY statehouse_master");
        try {
            assertThrows(OperationFailed.class, () -> maintained.call("{}"));
            assertEquals(
                    "9",
                    maintained.answer(
                            "SELECT count(*) FROM operations.findings WHERE kind = 'missing-right' AND severity = 'error'"));
            assertTrue(
                    maintained.answer(RUNS).startsWith("failed partitions: its role may not act as statehouse_owner; "),
                    maintained.answer(RUNS));
        } finally {
            maintained.asSuperuser("GRANT statehouse_owner TO statehouse_maintenance GRANTED BY statehouse_master");
        }
        maintained.call("{\"due\": \"2026-01-01T00:00:00Z\"}");
        assertEquals("0", maintained.answer("SELECT count(*) FROM operations.findings WHERE gone_at IS NULL"));
    }

    @Test
    void aForeignRoleDoesNothingAndItsRunHasFailed() {
        maintained.close();
        maintained = new MaintainedDatabase("statehouse_cleanup", Map.of());
        OperationFailed failed = assertThrows(OperationFailed.class, () -> maintained.call("{}"));
        assertTrue(String.valueOf(failed.getMessage()).contains("its findings could not be kept"), failed.getMessage());
        assertTrue(maintained.answer(RUNS).startsWith("failed partitions: its role may not act as statehouse_owner"));
    }

    /** Goes on when it is let. */
    private record Gate(CountDownLatch reached, CountDownLatch open) implements MaintenanceTask {

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public void run(Work work) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void ofTwoRunsAtOnceTheSecondIsRefused() throws Exception {
        maintained.close();
        Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        maintained = new MaintainedDatabase("statehouse_maintenance", Map.of(), gate);
        String event = "{\"due\": \"2026-03-01T02:30:00Z\"}";
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> called(event));
        gate.reached().await();
        assertEquals("{\"outcome\":\"busy\",\"counts\":null}", maintained.call("{\"due\": \"2026-03-02T02:30:00Z\"}"));
        assertEquals("{\"outcome\":\"repeated\",\"counts\":null}", maintained.call(event));
        gate.open().countDown();
        assertTrue(first.get().startsWith("{\"outcome\":\"succeeded\""));
        assertEquals("succeeded", maintained.answer(RUNS));
    }

    private String called(String event) {
        try {
            return maintained.call(event);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aConnectionThatIsCutFailsItsTaskAndTheNextTaskHasItsOwn() throws Exception {
        try (Connection blocker = maintained.database().connect("postgres", false);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE operations.retentions");
            CompletableFuture<Throwable> run = CompletableFuture.supplyAsync(
                    () -> assertThrows(OperationFailed.class, () -> maintained.call("{}")));
            while (cut() == 0) {
                Thread.sleep(20);
            }
            blocker.rollback();
            assertEquals("partitions: SQLSTATE 57P01", run.get().getMessage());
        }
    }

    private int cut() throws SQLException {
        return Integer.parseInt(maintained.answer("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND usename = 'statehouse_maintenance' AND wait_event_type = 'Lock'
                """));
    }
}
