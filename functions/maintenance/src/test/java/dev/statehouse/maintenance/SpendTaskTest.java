package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Rows;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpendTaskTest {

    private static final String THIS_MONTH = "date_trunc('month', now() AT TIME ZONE 'UTC')::date";

    private final MaintainedDatabase maintained = new MaintainedDatabase();
    private final UUID workspace = new Rows(maintained.database()).workspace();
    private final UUID project = UUID.randomUUID();
    private final UUID run = run(project);

    @BeforeEach
    void start() {
        // 30 calls of 7 millionths of a millionth of a dollar each, of which each third has no price.
        calls(run, project, 30);
        calls(run(null), null, 5);
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    private UUID run(@Nullable UUID ofProject) {
        UUID id = UUID.randomUUID();
        maintained.asOwner("""
                INSERT INTO projects (workspace_id, id, name, slug)
                SELECT '%1$s', '%2$s', 'Paid', 'paid' WHERE '%3$s' <> 'null' ON CONFLICT DO NOTHING;
                INSERT INTO agent_runs (workspace_id, id, project_id, name, agent)
                VALUES ('%1$s', '%4$s', CAST(nullif('%3$s', 'null') AS uuid), 'triage', 'bot')
                """.formatted(workspace, project, ofProject, id));
        return id;
    }

    /** Calls of this month, and their sums, as a batch of them is written. */
    private void calls(UUID ofRun, @Nullable UUID ofProject, int many) {
        maintained.asOwner("""
                WITH stored AS (
                    INSERT INTO token_usages (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens, output_tokens,
                                              reasoning_tokens, total_tokens, input_price, cost_picousd)
                    SELECT '%1$s', '%2$s', id_at((extract(epoch FROM now()) * 4096000)::bigint + n), 'openai', 'm', 7, 0, 0, 0, 7,
                           CASE WHEN n %% 3 > 0 THEN 1 END, CASE WHEN n %% 3 > 0 THEN 7 END
                    FROM generate_series(1, %3$d) n
                    RETURNING id, cost_picousd)
                INSERT INTO agent_run_spends (workspace_id, run_id, month, project_id, calls, unpriced_calls, cost_picousd)
                SELECT '%1$s', '%2$s', %4$s, CAST(nullif('%5$s', 'null') AS uuid), count(*),
                       count(*) FILTER (WHERE cost_picousd IS NULL), coalesce(sum(cost_picousd), 0)
                FROM stored
                ON CONFLICT (workspace_id, run_id, month) DO UPDATE
                SET calls = agent_run_spends.calls + excluded.calls,
                    unpriced_calls = agent_run_spends.unpriced_calls + excluded.unpriced_calls,
                    cost_picousd = agent_run_spends.cost_picousd + excluded.cost_picousd, updated_at = clock_timestamp()
                """.formatted(workspace, ofRun, many, THIS_MONTH, ofProject));
    }

    private String sums() {
        return maintained.answer("""
                SELECT string_agg(concat_ws(' ', what, calls, unpriced, cost), '; ' ORDER BY what)
                FROM (SELECT 'run' AS what, sum(calls) AS calls, sum(unpriced_calls) AS unpriced, sum(cost_picousd) AS cost
                      FROM app.agent_run_spends
                      UNION ALL
                      SELECT CASE scope_id WHEN workspace_id THEN 'workspace' ELSE 'project' END, NULL, sum(unpriced_calls),
                             sum(cost_picousd)
                      FROM app.monthly_spends GROUP BY 1) s
                """);
    }

    private void correct() {
        maintained.asOwner(maintained.answer("SELECT fix FROM operations.findings WHERE gone_at IS NULL"));
    }

    @Test
    void sumsThatAreRightAreVerifiedOnce() throws SQLException {
        assertEquals("project 10 140; run 35 11 168; workspace 11 168", sums());
        Work work = maintained.run(SpendTask.class);
        assertEquals(1L, work.counts().get("verified"), work.counts().toString());
        assertEquals("null", maintained.findings());

        maintained.asOwner("UPDATE monthly_spends SET updated_at = now() - interval '1 hour'");
        assertNull(maintained.run(SpendTask.class).counts().get("verified"), "nothing changed since");
        maintained.asOwner("UPDATE verified_spends SET verified_at = now() - interval '31 days'");
        assertEquals(1L, maintained.run(SpendTask.class).counts().get("verified"), "each is looked at again some time");
    }

    @Test
    void aSumOfARunThatIsNotThatOfItsCallsIsAFindingAndItsFixRightsAllSums() throws SQLException {
        String right = sums();
        maintained.asOwner("UPDATE agent_run_spends SET calls = calls + 1, cost_picousd = 1 WHERE calls = 30");
        assertWrong("What was spent is summed wrongly: of 1 runs, and of 0 that have runs (the workspace, projects).");
        maintained.run(SpendTask.class);
        assertTrue(maintained.findings().startsWith("wrong-sum"), "it stays until it is put right");
        correct();
        assertEquals(right, sums());
        assertRight();
    }

    @Test
    void aSumOfAWorkspaceOrProjectThatIsNotThatOfItsRunsIsAFinding() throws SQLException {
        String right = sums();
        maintained.asOwner("UPDATE monthly_spends SET cost_picousd = 0");
        assertWrong("What was spent is summed wrongly: of 0 runs, and of 2 that have runs (the workspace, projects).");
        correct();
        assertEquals(right, sums());
        assertRight();
    }

    @Test
    void sumsOfNothingAndSumsThatAreMissingAreFound() throws SQLException {
        String right = sums();
        maintained.asOwner("""
                DELETE FROM agent_run_spends; DELETE FROM monthly_spends;
                INSERT INTO monthly_spends (workspace_id, month, scope_id, share, unpriced_calls, cost_picousd)
                VALUES ('%s', %s, gen_random_uuid(), 3, 1, 5)
                """.formatted(workspace, THIS_MONTH));
        assertWrong("What was spent is summed wrongly: of 2 runs, and of 1 that have runs (the workspace, projects).");
        correct();
        maintained.asOwner("DELETE FROM monthly_spends WHERE cost_picousd = 0");
        assertEquals(right, sums());
        maintained.asOwner("DELETE FROM agent_run_spends; DELETE FROM monthly_spends");
        assertWrong("What was spent is summed wrongly: of 2 runs, and of 0 that have runs (the workspace, projects).");
    }

    @Test
    void whatADeletedRunSpentStaysSummedWithoutItsCalls() throws SQLException {
        maintained.asOwner(
                "UPDATE agent_runs SET status = 'cancelled' WHERE id = '%1$s'; UPDATE agent_runs SET deleted_at = now() WHERE id = '%1$s'"
                        .formatted(run));
        maintained.asOwner("DELETE FROM token_usages WHERE run_id = '" + run + "'");
        assertRight();
    }

    @Test
    void ofAMonthWhoseCallsWerePutAwayTheSumsOfRunsAloneAreLookedAt() throws SQLException {
        maintained.asOwner(
                "DROP TABLE " + maintained.answer("SELECT 'app.token_usages_' || to_char(now(), 'YYYY_MM')"));
        assertRight();
        maintained.asOwner("UPDATE monthly_spends SET cost_picousd = 0, updated_at = now() + interval '1 hour'");
        assertWrong("What was spent is summed wrongly: of 0 runs, and of 2 that have runs (the workspace, projects).");
    }

    @Test
    void sumsAreVerifiedAndCorrectedWhileRunsSpend() throws Exception {
        String correction = "SELECT app.correct_spends('" + workspace + "', " + THIS_MONTH + ")";
        CompletableFuture<Void> spending = CompletableFuture.runAsync(() -> {
            for (int batch = 0; batch < 60; batch++) {
                calls(run, project, 9);
            }
        });
        int looks = 0;
        do {
            assertRight();
            maintained.asOwner(correction);
            looks++;
        } while (!spending.isDone());
        spending.join();
        assertTrue(looks > 1, looks + " looks");
        assertRight();
        // 5 calls of the other run, and of this one 30 and 60 batches of 9, each third without a price.
        assertEquals("project 190 2660; run 575 191 2688; workspace 191 2688", sums());
    }

    private void assertWrong(String message) throws SQLException {
        Work work = maintained.run(SpendTask.class);
        assertEquals(1L, work.counts().get("differing"), work.counts().toString());
        assertEquals(message, maintained.answer("SELECT message FROM operations.findings WHERE gone_at IS NULL"));
        assertEquals("error", maintained.answer("SELECT severity FROM operations.findings WHERE gone_at IS NULL"));
    }

    private void assertRight() throws SQLException {
        Work work = maintained.run(SpendTask.class);
        assertNull(work.counts().get("differing"), work.counts().toString());
        assertEquals("null", maintained.findings());
    }
}
