package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VacuumTaskTest {

    private MaintainedDatabase maintained = new MaintainedDatabase();

    @AfterEach
    void stop() {
        maintained.close();
    }

    // Autovacuum would come first, perhaps.
    private void table(String name, int rows) {
        maintained.asOwner(
                "CREATE TABLE app.%1$s (id integer) WITH (autovacuum_enabled = false); INSERT INTO app.%1$s SELECT generate_series(1, %2$d)"
                        .formatted(name, rows));
        maintained.asSuperuser("VACUUM (ANALYZE) app." + name);
        settle();
    }

    private void delete(String name, int upTo) {
        maintained.asOwner("DELETE FROM app.%s WHERE id <= %d".formatted(name, upTo));
        settle();
    }

    private void settle() {
        // What a session counts reaches the statistics when it ends, or when it is asked to; each here has ended.
        maintained.answer("SELECT pg_stat_force_next_flush()");
    }

    private String dead(String name) {
        return maintained.answer(
                "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = 'app.%s'::regclass".formatted(name));
    }

    @Test
    void deadRowsGoWhereTheyAreManyAndNotElsewhere() throws SQLException {
        table("many_dead", 20_000);
        table("few_dead", 200_000);
        delete("many_dead", 5_000);
        delete("few_dead", 5_000);
        Work work = maintained.run(VacuumTask.class);
        assertEquals("0", dead("many_dead"), work.counts().toString());
        assertEquals("5000", dead("few_dead"));
        assertEquals(1L, work.counts().get("vacuumed"), work.counts().toString());
    }

    @Test
    void changedRowsAreAnalyzed() throws SQLException {
        table("changed", 10_000);
        maintained.asOwner("INSERT INTO app.changed SELECT generate_series(1, 5000)");
        settle();
        Work work = maintained.run(VacuumTask.class);
        assertEquals(1L, work.counts().get("analyzed"), work.counts().toString());
        assertNull(work.counts().get("vacuumed"));
        assertEquals(0L, maintained.run(VacuumTask.class).counts().get("needed"));
    }

    @Test
    void aPartitionedTableGetsStatisticsOfItsOwn() throws SQLException {
        maintained.asOwner("""
                CREATE TABLE app.parts (id integer) PARTITION BY RANGE (id);
                CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES FROM (0) TO (100);
                INSERT INTO app.parts SELECT generate_series(1, 99);
                ANALYZE app.parts_1;
                """);
        maintained.run(VacuumTask.class);
        assertEquals("1", maintained.answer("SELECT count(*) FROM pg_stats WHERE tablename = 'parts' AND inherited"));
    }

    @Test
    void tablesAreFrozenLongBeforeTheirTransactionsWrapAround() throws SQLException {
        maintained.close();
        maintained = new MaintainedDatabase("statehouse_maintenance", Map.of("maintenance.wraparound-share", 0.0));
        table("old", 10);
        Work work = maintained.run(VacuumTask.class);
        assertTrue(work.counts().getOrDefault("frozen", 0L) > 10, work.counts().toString());
        assertEquals("t", maintained.answer("SELECT age(relfrozenxid) < 100 FROM pg_class WHERE relname = 'old'"));
    }

    @Test
    void aTableOfAnotherOwnerIsAFindingAndAFailureAndTheOthersAreDone() throws SQLException {
        table("mine", 20_000);
        table("alien", 20_000);
        delete("mine", 10_000);
        delete("alien", 15_000);
        maintained.asSuperuser("ALTER TABLE app.alien OWNER TO postgres");
        Work work = maintained.run(VacuumTask.class);
        assertEquals(List.of("app.alien (a right is missing)"), work.failures());
        assertEquals("missing-right app.alien", maintained.findings());
        assertEquals("0", dead("mine"));
        maintained.asSuperuser(maintained.answer("SELECT fix FROM operations.findings"));
        assertEquals(List.of(), maintained.run(VacuumTask.class).failures());
        assertEquals("null", maintained.findings());
    }

    @Test
    void whenTheTimeIsUpTheRestIsLeftToTheNextRun() throws SQLException {
        table("waiting", 20_000);
        delete("waiting", 10_000);
        Work work = maintained.run(VacuumTask.class, Duration.ZERO);
        assertEquals(1L, work.counts().get("needed"));
        assertEquals("10000", dead("waiting"));
    }
}
