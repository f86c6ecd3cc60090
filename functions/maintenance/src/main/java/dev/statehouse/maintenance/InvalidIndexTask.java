package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Removes what a rebuilding of an index leaves behind if it is killed: the new index before it is in its place, or the old one after
 * (PostgreSQL manual, REINDEX, "Rebuilding Indexes Concurrently"). Thread-safe.
 */
@Singleton
@Order(2)
final class InvalidIndexTask implements MaintenanceTask {

    private static final String LEFT_BEHIND = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('app', 'operations') AND NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ '_cc(new|old)[0-9]*$'
            ORDER BY c.relname
            LIMIT 100
            """;

    @Override
    public String name() {
        return "invalid-indexes";
    }

    @Override
    public void run(Work work) throws SQLException {
        for (String index : work.database().query(LEFT_BEHIND, row -> row.getString(1))) {
            if (work.isOver()) {
                return;
            }
            // Where one is being rebuilt right now, the table's lock is held: this gives up, and leaves it.
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("removed", index, "DROP INDEX CONCURRENTLY " + index);
        }
    }
}
