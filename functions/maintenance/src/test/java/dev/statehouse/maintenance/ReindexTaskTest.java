package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReindexTaskTest {

    private MaintainedDatabase maintained;

    @BeforeEach
    void start() {
        maintained = new MaintainedDatabase();
        maintained.asOwner("""
                CREATE TABLE app.swollen (id uuid NOT NULL, kind text NOT NULL, note text);
                INSERT INTO app.swollen SELECT gen_random_uuid(), 'k' || n % 7, CASE WHEN n % 3 = 0 THEN NULL ELSE 'text ' || n END
                FROM generate_series(1, 100000) AS n;
                CREATE INDEX swollen_ids ON app.swollen (id);
                CREATE INDEX swollen_kinds ON app.swollen (kind, id);
                CREATE INDEX swollen_notes ON app.swollen (lower(note)) WHERE note IS NOT NULL;
                ANALYZE app.swollen;
                """);
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    private void letThemSwell() {
        maintained.asOwner("DELETE FROM app.swollen WHERE id::text > '1'");
        maintained.asSuperuser("VACUUM (ANALYZE) app.swollen");
    }

    private long bytes(String index) {
        return Long.parseLong(maintained.answer("SELECT pg_relation_size('app." + index + "')"));
    }

    @Test
    void whatIsFullIsLeftAlone() throws SQLException {
        maintained.asSuperuser("VACUUM (ANALYZE) app.swollen");
        Work work = maintained.run(ReindexTask.class);
        assertEquals(0L, work.counts().get("bloated"), work.counts().toString());
    }

    @Test
    void indexesThatHoldAirAreRebuilt() throws SQLException {
        letThemSwell();
        long before = bytes("swollen_ids");
        Work work = maintained.run(ReindexTask.class);
        assertEquals(3L, work.counts().get("rebuilt"), work.counts() + " " + work.failures());
        assertTrue(bytes("swollen_ids") * 4 < before, bytes("swollen_ids") + " of " + before);
        assertTrue(
                work.counts().getOrDefault("bytesFreed", 0L) > before / 2,
                work.counts().toString());
        assertEquals(0L, maintained.run(ReindexTask.class).counts().get("bloated"));
    }

    @Test
    void whatPgstattupleMeasuresDecidesWhereItIsThere() throws SQLException {
        maintained.asSuperuser(
                "CREATE EXTENSION pgstattuple; GRANT EXECUTE ON FUNCTION pgstatindex(regclass) TO statehouse_owner");
        letThemSwell();
        assertEquals(3L, maintained.run(ReindexTask.class).counts().get("rebuilt"));
    }

    @Test
    void aRunRebuildsNoMoreThanItsMost() throws SQLException {
        try (MaintainedDatabase one =
                new MaintainedDatabase("statehouse_maintenance", Map.of("maintenance.reindex-most", 1))) {
            maintained.close();
            maintained = one;
            MaintainedDatabase before = one;
            before.asOwner("""
                    CREATE TABLE app.swollen (id uuid NOT NULL, kind text NOT NULL);
                    INSERT INTO app.swollen SELECT gen_random_uuid(), 'k' FROM generate_series(1, 100000);
                    CREATE INDEX swollen_ids ON app.swollen (id);
                    CREATE INDEX swollen_kinds ON app.swollen (kind, id);
                    """);
            letThemSwell();
            assertEquals(1L, one.run(ReindexTask.class).counts().get("rebuilt"));
            maintained = new MaintainedDatabase();
        }
    }

    @Test
    void whatAKilledRebuildingLeftBehindIsRemovedAndTheNextOneSucceeds() throws Exception {
        letThemSwell();
        try (Connection blocker = maintained.database().connect("postgres", false);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            // A writer: the rebuilding waits for it, after it made the new index.
            statement.execute("INSERT INTO app.swollen VALUES (gen_random_uuid(), 'late')");
            CompletableFuture<Work> killed = CompletableFuture.supplyAsync(() -> {
                try {
                    return maintained.run(ReindexTask.class);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            kill();
            assertThrows(ExecutionException.class, killed::get);
        }
        assertTrue(maintained
                .answer("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                .equals("1"));
        assertEquals(1L, maintained.run(InvalidIndexTask.class).counts().get("removed"));
        assertEquals("0", maintained.answer("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        assertEquals(3L, maintained.run(ReindexTask.class).counts().get("rebuilt"));
    }

    private void kill() throws InterruptedException {
        String kill = """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'REINDEX%' AND wait_event_type = 'Lock'
                """;
        while (maintained.answer(kill).equals("0")) {
            Thread.sleep(50);
        }
    }

    @Test
    void anotherInvalidIndexIsAFindingAndStays() throws SQLException {
        maintained.asSuperuser(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.swollen_kinds'::regclass");
        maintained.run(InvalidIndexTask.class);
        maintained.run(LintTask.class);
        assertTrue(maintained.findings().contains("invalid-index app.swollen_kinds"), maintained.findings());
    }
}
