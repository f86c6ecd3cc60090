package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large workspaces get a shard of their own with an index of their vectors, whoever writes meanwhile; others stay where they are. */
@Timeout(120)
class PromotionTaskTest {

    private static final int MANY = 1_200;

    private final MaintainedDatabase maintained =
            new MaintainedDatabase("statehouse_maintenance", Map.of("maintenance.promotion-pieces", 1_000));
    private final UUID workspace = new Rows(maintained.database()).workspace();
    private final UUID other = new Rows(maintained.database()).workspace();
    private final UUID model = UUID.randomUUID();

    @BeforeEach
    void start() {
        maintained.asOwner("""
                INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold)
                VALUES ('%1$s', '%2$s', 'small', 'local', 'small', 8, 0);
                INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%1$s', '%2$s')
                """.formatted(workspace, model));
        for (UUID one : new UUID[] {workspace, other}) {
            maintained.asOwner(
                    "INSERT INTO conversations (workspace_id, id, visibility) VALUES ('%1$s', '%1$s', 'workspace')"
                            .formatted(one));
            messages(one, 1, MANY / (one.equals(other) ? 2 : 1));
        }
        maintained.asOwner("""
                UPDATE embeddings SET vector = ARRAY(SELECT (random() - 0.5)::real FROM generate_series(1, 8) WHERE chunk_id IS NOT NULL)::halfvec
                """);
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    private void messages(UUID of, int from, int many) {
        maintained.asOwner(insert(of, from, many));
    }

    private static String insert(UUID of, int from, int many) {
        return """
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%1$s', gen_random_uuid(), '%1$s', n, 'user', 'message ' || n, 1, 0 FROM generate_series(%2$d, %3$d) n
                """.formatted(of, from, from + many - 1);
    }

    private String pieces(UUID of) {
        return maintained.answer(
                "SELECT string_agg(shard || ': ' || n, ', ' ORDER BY shard) FROM (SELECT shard, count(*) AS n FROM app.chunks WHERE workspace_id = '%s' GROUP BY 1) c"
                        .formatted(of));
    }

    @Test
    void aLargeWorkspaceMovesAndASmallOneStays() throws SQLException {
        maintained.run(SearchTask.class);
        Work work = maintained.run(PromotionTask.class);
        assertEquals("1: " + MANY, pieces(workspace), work.counts().toString());
        assertEquals("0: " + MANY / 2, pieces(other));
        assertEquals(
                "1: " + MANY,
                maintained.answer(
                        "SELECT string_agg(DISTINCT shard || ': ' || n, ',') FROM (SELECT shard, count(*) AS n FROM app.embeddings WHERE vector IS NOT NULL GROUP BY 1) e"));
        assertEquals("t", maintained.answer("SELECT is_valid FROM app.vector_indexes()"));
        assertEquals(1L, work.counts().get("indexed"), work.failures().toString());
        assertEquals("t", maintained.answer("SELECT moving_from IS NULL FROM app.search_spaces WHERE shard = 1"));
        Work again = maintained.run(PromotionTask.class);
        assertNull(again.counts().get("pieces"));
        assertNull(again.counts().get("indexed"));
    }

    @Test
    void anIndexThatIsBrokenIsBuiltAnew() throws SQLException {
        maintained.run(SearchTask.class);
        maintained.run(PromotionTask.class);
        maintained.asSuperuser(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = (SELECT ('app.' || name)::regclass FROM app.vector_indexes())");
        Work work = maintained.run(PromotionTask.class);
        assertEquals(1L, work.counts().get("dropped"));
        assertEquals("t", maintained.answer("SELECT is_valid FROM app.vector_indexes()"));
    }

    @Test
    void nothingIsLostOfWhatIsWrittenWhileItMoves() throws Exception {
        maintained.run(SearchTask.class);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> writer = threads.submit(() -> write(over));
            Future<Integer> changer = threads.submit(() -> change(over));
            maintained.run(PromotionTask.class);
            over.set(true);
            int written = writer.get();
            int changed = changer.get();
            assertTrue(written > 0 && changed > 0, written + " " + changed);
            maintained.run(PromotionTask.class);
            // Of each message one piece, with the text that it has now, and none of those that are gone.
            assertEquals("0", maintained.answer("""
                            SELECT count(*)
                            FROM (SELECT * FROM app.messages WHERE workspace_id = '%1$s') m
                            FULL JOIN (SELECT * FROM app.chunks WHERE workspace_id = '%1$s') c ON c.row_id = m.id
                            WHERE c.content IS DISTINCT FROM m.content OR c.shard <> 1
                            """.formatted(workspace)));
        }
    }

    @Test
    void whoeverBeganToWriteBeforeThePromotionCommittedIsWaitedFor() throws Exception {
        maintained.run(SearchTask.class);
        // Whoever writes for a model holds the workspace's row, for which a batch waits.
        maintained.asOwner("UPDATE search_spaces SET embedding_model_id = NULL");
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection promoter = owner();
                Connection writer = owner();
                Statement promotion = promoter.createStatement();
                Statement writing = writer.createStatement()) {
            promoter.setAutoCommit(false);
            writer.setAutoCommit(false);
            promotion.execute("SELECT app.begin_promotion('%s')".formatted(workspace));
            // It waits for the promotion when it has looked already where pieces are written.
            Future<Boolean> written = threads.submit(() -> writing.execute(insert(workspace, 9_000, 1)));
            while (maintained
                    .answer("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                Thread.sleep(10);
            }
            promoter.commit();
            written.get();
            Future<Work> moving = threads.submit(() -> maintained.run(PromotionTask.class));
            // Long enough to move all that can be seen by now, were nobody waited for.
            Thread.sleep(2_000);
            assertEquals("0: " + MANY, pieces(workspace));
            writer.commit();
            moving.get();
        }
        assertEquals("1: " + (MANY + 1), pieces(workspace));
    }

    private int write(AtomicBoolean over) throws SQLException {
        int written = 0;
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                statement.execute(insert(workspace, 10_000 + written, 1));
                written++;
            }
        }
        return written;
    }

    private int change(AtomicBoolean over) throws SQLException {
        int changed = 0;
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                int seq = 1 + changed * 37 % (MANY - 1);
                statement.execute(
                        changed % 3 == 0
                                ? "DELETE FROM messages WHERE seq = " + seq + " AND workspace_id = '" + workspace + "'"
                                : "UPDATE messages SET content = 'changed " + changed + "' WHERE seq = " + seq
                                        + " AND workspace_id = '" + workspace + "'");
                changed++;
            }
        }
        return changed;
    }

    private Connection owner() throws SQLException {
        Connection connection = maintained.database().connect("statehouse_master", false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
        }
        return connection;
    }

    @Test
    void whatOneRunLeavesTheNextDoes() throws SQLException {
        maintained.run(SearchTask.class);
        maintained.asOwner("SELECT app.begin_promotion('%s')".formatted(workspace));
        // The first call only notes for whom to wait.
        maintained.asOwner("SELECT app.move_pieces('%s', 100)".formatted(workspace));
        maintained.asOwner("SELECT app.move_pieces('%s', 100)".formatted(workspace));
        messages(workspace, 5_000, 5);
        assertEquals("0: " + (MANY - 100) + ", 1: 105", pieces(workspace));
        maintained.run(PromotionTask.class, Duration.ofSeconds(50));
        assertEquals("1: " + (MANY + 5), pieces(workspace));
    }

    @Test
    void missingNeighboursAreFoundByTryingHarder() throws SQLException {
        maintained.run(SearchTask.class);
        // One list of ten misses neighbours for certain, and all of them miss none.
        maintained.asOwner("UPDATE embedding_models SET index_method = 'ivfflat', ivfflat_lists = 10");
        maintained.run(PromotionTask.class);
        maintained.asOwner("""
                UPDATE embedding_models SET effort = 1;
                INSERT INTO search_samples (workspace_id, model_id, number, vector)
                SELECT '%s', '%s', n, ARRAY(SELECT (random() - 0.5)::real FROM generate_series(1, 8) WHERE n > 0)::halfvec FROM generate_series(1, 20) n
                """.formatted(workspace, model));
        Work work = maintained.run(RecallTask.class);
        assertEquals(1L, work.counts().get("measured"), work.failures().toString());
        assertEquals("low-recall embedding model " + model, maintained.findings());
        assertEquals("t", maintained.answer("SELECT recall >= 0.9 AND effort > 1 FROM app.embedding_models"));
        Work again = maintained.run(RecallTask.class);
        assertEquals(1L, again.counts().get("measured"));
    }
}
