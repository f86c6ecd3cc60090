package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Gives workspaces with many pieces a shard of their own, and indexes the vectors there, while they are written and searched. What one
 * run leaves, the next does. Thread-safe.
 */
@Singleton
@Order(7)
final class PromotionTask implements MaintenanceTask {

    private static final int BATCH = 500;
    private static final String WORKSPACES = "SELECT workspace_id, is_moving FROM app.workspaces_to_promote(?)";
    private static final String INDEXES =
            "SELECT name, is_valid, definition FROM app.vector_indexes() WHERE is_valid IS DISTINCT FROM true";

    private final MaintenanceSettings settings;

    PromotionTask(MaintenanceSettings settings) {
        this.settings = settings;
    }

    private record Promoted(String workspace, boolean moving) {}

    private record Index(String name, boolean broken, String definition) {}

    @Override
    public String name() {
        return "promotion";
    }

    @Override
    public void run(Work work) throws SQLException {
        List<Promoted> large = work.database()
                .query(
                        WORKSPACES,
                        row -> new Promoted(row.getString(1), row.getBoolean(2)),
                        settings.promotionPieces());
        for (Promoted one : large) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(5));
            if (one.moving || work.attempt("promoted", "app.chunks", null, () -> begin(work, one.workspace))) {
                work.attempt("moved", "app.chunks", null, () -> move(work, one.workspace));
            }
        }
        index(work);
    }

    private static void begin(Work work, String workspace) throws SQLException {
        work.database().query("SELECT app.begin_promotion('" + workspace + "')", row -> row.getInt(1));
    }

    private static void move(Work work, String workspace) throws SQLException {
        int moved = -1;
        while (moved != 0 && !work.isOver()) {
            moved = work.database()
                    .query(
                            "SELECT coalesce(app.move_pieces('" + workspace + "', " + BATCH + "), -1)",
                            row -> row.getInt(1))
                    .getFirst();
            if (moved < 0) {
                // Transactions of before are under way.
                work.database().execute("SELECT pg_sleep(0.2)");
            } else {
                work.count("pieces", moved);
            }
        }
    }

    private static void index(Work work) throws SQLException {
        List<Index> missing = work.database()
                .query(INDEXES, row -> new Index(row.getString(1), row.getObject(2) != null, row.getString(3)));
        for (Index index : missing) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofMinutes(1));
            if (index.broken) {
                work.attempt("dropped", "app." + index.name, "DROP INDEX CONCURRENTLY app." + index.name);
            }
            work.attempt("indexed", "app." + index.name, index.definition);
        }
    }
}
