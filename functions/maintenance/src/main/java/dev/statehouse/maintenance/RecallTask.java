package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Measures how much the indexes of vectors miss, by questions that were asked. One that misses too much is a finding, and is searched
 * with more effort until it finds enough. Thread-safe.
 */
@Singleton
@Order(8)
final class RecallTask implements MaintenanceTask {

    private static final int SAMPLES = 50;
    private static final int MOST_RAISES = 6;
    private static final String INDEXES = "SELECT workspace_id, model_id, name FROM app.indexes_to_measure()";

    private final MaintenanceSettings settings;

    RecallTask(MaintenanceSettings settings) {
        this.settings = settings;
    }

    private record Index(String workspace, String model, String name) {

        String arguments() {
            return "('" + workspace + "', '" + model + "'";
        }
    }

    @Override
    public String name() {
        return "recall";
    }

    @Override
    public void run(Work work) throws SQLException {
        List<Index> indexes =
                work.database().query(INDEXES, row -> new Index(row.getString(1), row.getString(2), row.getString(3)));
        for (Index index : indexes) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("measured", "app.embeddings", null, () -> measure(work, index));
        }
    }

    private void measure(Work work, Index index) throws SQLException {
        double recall = recall(work, index);
        if (recall >= settings.recallTarget()) {
            return;
        }
        work.find(Fault.of(
                Fault.Severity.WARNING,
                "low-recall",
                "embedding model " + index.model,
                "The index of %s of workspace %s found %.1f %% of the nearest pieces. Searches try harder now."
                        .formatted(index.name, index.workspace, 100 * recall),
                null));
        for (int raise = 0; raise < MOST_RAISES && recall < settings.recallTarget() && !work.isOver(); raise++) {
            boolean raised = work.database()
                    .query("SELECT app.raise_effort" + index.arguments() + ")", row -> row.getObject(1) != null)
                    .contains(true);
            if (!raised) {
                return;
            }
            work.count("raised", 1);
            recall = recall(work, index);
        }
    }

    private static double recall(Work work, Index index) throws SQLException {
        return work.database()
                .query(
                        "SELECT coalesce(app.measure_recall" + index.arguments() + ", " + SAMPLES + "), 1)",
                        row -> row.getDouble(1))
                .getFirst();
    }
}
