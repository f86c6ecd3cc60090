package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SearchTaskTest {

    private final MaintainedDatabase maintained = new MaintainedDatabase();
    private final UUID workspace = new Rows(maintained.database()).workspace();
    private final UUID conversation = UUID.randomUUID();

    @BeforeEach
    void start() {
        maintained.asOwner("INSERT INTO conversations (workspace_id, id, visibility) VALUES ('%s', '%s', 'workspace')"
                .formatted(workspace, conversation));
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    private void messages(int from, int many, String content) {
        maintained.asOwner("""
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%s', gen_random_uuid(), '%s', n, 'user', '%s', 1, 0 FROM generate_series(%d, %d) n
                """.formatted(workspace, conversation, content, from, from + many - 1));
    }

    private String weights(String content) {
        return maintained.answer(
                "SELECT string_agg(DISTINCT weights::text || search::text, ' ') FROM app.chunks WHERE content = '%s'"
                        .formatted(content));
    }

    @Test
    void piecesAreCountedAndWeighedAnewWhereTextsBecameShorter() throws SQLException {
        messages(1, 450, "short words");
        messages(1_000, 1, "quite another text of some length");
        String before = weights("short words");
        Work work = maintained.run(SearchTask.class);
        assertEquals(451L, work.counts().get("weighed"), work.counts().toString());
        assertEquals("451", maintained.answer("SELECT chunk_count FROM app.search_spaces"));
        assertNotEquals(before, weights("short words"));

        messages(2_000, 1, "short words");
        assertTrue(
                !weights("short words").contains("} {"),
                "new texts are weighed as old ones: " + weights("short words"));

        maintained.asOwner("UPDATE search_spaces SET counted_at = now() - interval '1 day'");
        assertEquals(null, maintained.run(SearchTask.class).counts().get("weighed"));
        assertEquals("452", maintained.answer("SELECT chunk_count FROM app.search_spaces"));
    }

    @Test
    void whatOneRunLeavesTheNextDoes() throws SQLException {
        messages(1, 300, "short words");
        maintained.run(SearchTask.class, Duration.ofNanos(1));
        maintained.asOwner("SELECT app.measure_chunks('%s'); SELECT app.reweigh_chunks('%s', 100)"
                .formatted(workspace, workspace));
        assertEquals(
                "200",
                maintained.answer(
                        "SELECT count(*) FROM app.chunks c JOIN app.search_spaces s USING (workspace_id) WHERE c.id > s.reweighed_to"));
        assertEquals(200L, maintained.run(SearchTask.class).counts().get("weighed"));
        assertEquals("t", maintained.answer("SELECT reweighed_to IS NULL FROM app.search_spaces"));
    }

    @Test
    void piecesThatNoJobBroughtIntoLineAreIn() throws SQLException {
        messages(1, 1_100, "short words");
        maintained.asOwner("UPDATE conversations SET deleted_at = now(); DELETE FROM jobs");
        maintained.run(SearchTask.class);
        assertEquals("0", maintained.answer("SELECT count(*) FROM app.chunks WHERE hidden"));
        maintained.asOwner("UPDATE chunk_backlog SET updated_at = now() - interval '3 hours'");
        assertEquals(1L, maintained.run(SearchTask.class).counts().get("aligned"));
        assertEquals("1100", maintained.answer("SELECT count(*) FROM app.chunks WHERE hidden"));
        assertEquals("0", maintained.answer("SELECT count(*) FROM app.chunk_backlog"));
    }

    @Test
    void textsThatNoJobReadByTheNewLanguageAre() throws SQLException {
        messages(1, 450, "short words");
        maintained.asOwner(
                "INSERT INTO search_settings (workspace_id, language) VALUES ('%s', 'simple'); DELETE FROM jobs"
                        .formatted(workspace));
        maintained.run(SearchTask.class);
        assertEquals("450", maintained.answer("SELECT count(*) FROM app.chunks WHERE language = 'english'"));
        maintained.asOwner("UPDATE search_spaces SET updated_at = now() - interval '3 hours'");
        assertEquals(450L, maintained.run(SearchTask.class).counts().get("settledPieces"));
        assertEquals("450", maintained.answer("SELECT count(*) FROM app.chunks WHERE language = 'simple'"));
        assertEquals("{simple}", maintained.answer("SELECT languages FROM app.search_spaces"));
    }

    @Test
    void linesThatWentWithTheirPartitionAreFoundNoMore() throws SQLException {
        maintained.asOwner("""
                INSERT INTO search_settings (workspace_id, logs) VALUES ('%1$s', true);
                INSERT INTO agent_runs (workspace_id, id, name, agent) VALUES ('%1$s', '%2$s', 'n', 'a');
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message)
                SELECT '%1$s', '%2$s', id_at(floor(extract(epoch FROM now()) * 4096000)::bigint + n), 'info', 'words'
                FROM generate_series(1, 2500) n;
                -- As if they were of long ago, and half of them had been dropped.
                UPDATE chunks SET row_id = overlay(row_id::text PLACING '01800000' FROM 1)::uuid;
                DELETE FROM agent_run_logs WHERE id IN (SELECT id FROM agent_run_logs ORDER BY id LIMIT 1250)
                """.formatted(workspace, conversation));
        messages(1, 10, "words");
        assertEquals(1250L, maintained.run(SearchTask.class).counts().get("forgottenLines"));
        assertEquals("1250", maintained.answer("SELECT count(*) FROM app.chunks WHERE kind = 'log'"));
        assertEquals("10", maintained.answer("SELECT count(*) FROM app.chunks WHERE kind = 'message'"));
    }

    @Test
    void aWorkspaceWithoutTextsIsNotLookedAt() throws SQLException {
        assertEquals(null, maintained.run(SearchTask.class).counts().get("counted"));
    }
}
