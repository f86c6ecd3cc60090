package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentRunSweepTest {

    private CleanupDatabase database;

    @BeforeEach
    void start() {
        database = new CleanupDatabase();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private UUID run(String status, String heard, String deleted) {
        UUID id = Ids.next();
        database.rows("""
                ALTER TABLE agent_runs DISABLE TRIGGER begin_queued;
                INSERT INTO agent_runs (workspace_id, id, name, agent, status, started_at, finished_at, heartbeat_at, deleted_at)
                VALUES ($w, '%1$s', 'n', 'a', '%2$s', now(), CASE WHEN '%2$s' = 'failed' THEN now() END, %3$s, %4$s);
                ALTER TABLE agent_runs ENABLE TRIGGER begin_queued
                """.formatted(id, status, heard, deleted));
        return id;
    }

    private void lines(UUID run, int lines) {
        database.rows("""
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message)
                SELECT $w, '%1$s', id_at(floor(extract(epoch FROM now()) * 4096000)::bigint + n), 'info', 'm'
                FROM generate_series(1, %2$d) n;
                INSERT INTO token_usages (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens, output_tokens,
                                          reasoning_tokens, total_tokens)
                SELECT $w, '%1$s', id_at(floor(extract(epoch FROM now()) * 4096000)::bigint + n), 'p', 'm', 1, 0, 0, 0, 1
                FROM generate_series(1, 3) n;
                INSERT INTO agent_run_spends (workspace_id, run_id, month, calls, unpriced_calls, cost_picousd)
                VALUES ($w, '%1$s', '2026-11-01', 3, 3, 0)
                """.formatted(run, lines));
    }

    @Test
    void aDeletedRunGoesWithItsLinesAndWhatItSpentStaysKnown() throws IOException {
        UUID old = run("failed", "NULL", "now() - interval '31 days'");
        UUID fresh = run("failed", "NULL", "now() - interval '29 days'");
        lines(old, 5_000);
        lines(fresh, 2);
        assertEquals(1, database.swept("agent_runs").path("deleted").asInt());
        assertFalse(database.isThere("agent_runs", old));
        assertTrue(database.isThere("agent_runs", fresh));
        assertEquals(2, database.count("agent_run_logs", "true"));
        assertEquals(3, database.count("token_usages", "true"));
        assertEquals(2, database.count("agent_run_spends", "true"));
        assertEquals(1, database.count("audit_entries", "relation = 'agent_runs' AND action = 'purge'"));
        database.assertLogIsWhole();
    }

    @Test
    void whatARunSaidIsFoundNoMoreOnceItIsGone() throws IOException {
        database.rows("INSERT INTO search_settings (workspace_id, logs) VALUES ($w, true)");
        UUID old = run("failed", "NULL", "now() - interval '31 days'");
        UUID fresh = run("failed", "NULL", "now() - interval '29 days'");
        lines(old, 1_500);
        lines(fresh, 2);
        assertEquals(1_502, database.count("chunks", "kind = 'log'"));
        assertEquals(1, database.swept("agent_runs").path("deleted").asInt());
        assertEquals(2, database.count("chunks", "true"));
        assertEquals(2, database.count("agent_run_logs", "true"));
    }

    @Test
    void aRunThatNobodyHearsOfHasFailedAndThatIsTold() throws IOException {
        UUID silent = run("running", "now() - interval '66 minutes'", "NULL");
        UUID stale = run("running", "now() - interval '64 minutes'", "NULL");
        UUID waiting = run("waiting", "now() - interval '3 days'", "NULL");
        assertEquals(1, database.swept("silent_agent_runs").path("deleted").asInt());
        assertEquals(
                1,
                database.count(
                        "agent_runs", "id = '" + silent + "' AND status = 'failed' AND finished_at IS NOT NULL"));
        assertEquals(1, database.count("agent_runs", "id = '" + stale + "' AND status = 'running'"));
        assertEquals(1, database.count("agent_runs", "id = '" + waiting + "' AND status = 'waiting'"));
        assertEquals(
                1,
                database.count(
                        "audit_entries",
                        "row_id = '" + silent
                                + "' AND app.event_type(relation, action, before, after) = 'agent-run.finished'"));
        database.assertLogIsWhole();
    }

    @Test
    void runsOutliveTheirProject() throws IOException {
        UUID project = database.deletedProject("31 days", 1);
        UUID run = run("failed", "NULL", "NULL");
        database.rows(
                "UPDATE agent_runs SET project_id = '%1$s', issue_id = (SELECT id FROM issues WHERE project_id = '%1$s')"
                        .formatted(project));
        database.rows(
                "INSERT INTO budgets (workspace_id, id, project_id, hard_limit_microusd) VALUES ($w, gen_random_uuid(), '%s', 1)"
                        .formatted(project));
        assertEquals(1, database.swept("projects").path("deleted").asInt());
        assertEquals(1, database.count("agent_runs", "id = '" + run + "' AND project_id IS NULL AND issue_id IS NULL"));
        assertEquals(0, database.count("budgets", "true"));
        database.assertLogIsWhole();
    }
}
