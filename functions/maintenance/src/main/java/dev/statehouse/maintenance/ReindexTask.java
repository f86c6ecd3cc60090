package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Rebuilds the B-tree indexes that hold the most air, while they are used. Thread-safe. */
@Singleton
@Order(5)
final class ReindexTask implements MaintenanceTask {

    private static final String MEASURED = """
            SELECT has_function_privilege(p.oid, 'EXECUTE')
            FROM pg_proc p JOIN pg_extension e ON e.extname = 'pgstattuple' AND e.extnamespace = p.pronamespace
            WHERE p.proname = 'pgstatindex' AND p.proargtypes = '2205'
            """;

    private final MaintenanceSettings settings;

    ReindexTask(MaintenanceSettings settings) {
        this.settings = settings;
    }

    private record Bloated(String index, long bytes, long wasted) {}

    @Override
    public String name() {
        return "reindex";
    }

    @Override
    public void run(Work work) throws SQLException {
        List<Bloated> bloated = work.database()
                .query(
                        IndexBloat.ESTIMATE,
                        row -> new Bloated(row.getString(1), row.getLong(2), row.getLong(3)),
                        settings.reindexBytes(),
                        settings.reindexShare(),
                        settings.reindexMost());
        work.count("bloated", bloated.size());
        boolean measurable =
                work.database().query(MEASURED, row -> row.getBoolean(1)).contains(true);
        for (Bloated index : bloated) {
            if (work.isOver()) {
                return;
            }
            // It keeps nobody waiting while it waits for the transactions that were there before it.
            work.waitForLocks(Duration.ofMinutes(1));
            if (!measurable || isSparse(work, index)) {
                rebuild(work, index);
            }
        }
    }

    private boolean isSparse(Work work, Bloated index) throws SQLException {
        // What its leaves hold, of all its pages: deleted pages are air as well.
        String measure = "SELECT leaf_pages * avg_leaf_density / 100 * 8192 / index_size FROM pgstatindex('"
                + index.index().replace("'", "''") + "'::regclass)";
        return work.database().query(measure, row -> row.getDouble(1)).getFirst() < 1 - settings.reindexShare();
    }

    private static void rebuild(Work work, Bloated index) throws SQLException {
        if (work.attempt("rebuilt", index.index(), "REINDEX INDEX CONCURRENTLY " + index.index())) {
            String size = "SELECT pg_relation_size('" + index.index().replace("'", "''") + "')";
            work.count(
                    "bytesFreed",
                    index.bytes()
                            - work.database().query(size, row -> row.getLong(1)).getFirst());
        }
    }
}
