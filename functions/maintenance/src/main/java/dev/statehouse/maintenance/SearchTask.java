package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what there is to search in each workspace, by which a search tells rare words from common ones, and weighs words anew where
 * texts have become longer or shorter than they were. Workspaces that were counted least recently come first. Before, pieces are
 * brought into line with their rows, and with their workspace's settings, where the job for it was given up, and those of log lines go
 * that went with their partition. Thread-safe.
 */
@Singleton
@Order(6)
final class SearchTask implements MaintenanceTask {

    private static final int BATCH = 200;
    private static final int PIECES_AT_ONCE = 1_000;
    private static final String NOTHING_YET = "00000000-0000-0000-0000-000000000000";
    private static final String LEFT_BY_JOBS = """
            SELECT format('''%s'', ''%s''', b.workspace_id, b.parent_id)
            FROM app.chunk_backlog b
            WHERE b.updated_at < now() - interval '2 hours'
            ORDER BY b.updated_at
            LIMIT 10000
            """;
    private static final String LEFT_UNSETTLED = """
            SELECT s.workspace_id
            FROM app.search_spaces s
            WHERE s.settled_to IS NOT NULL AND s.updated_at < now() - interval '2 hours'
            ORDER BY s.updated_at
            LIMIT 10000
            """;
    private static final String WITH_LOGS = "SELECT s.workspace_id FROM app.search_spaces s WHERE s.logs LIMIT 10000";
    private static final String WORKSPACES = """
            SELECT w.id
            FROM app.workspaces w
            LEFT JOIN app.search_spaces s ON s.workspace_id = w.id
            WHERE (s.counted_at IS NULL OR s.counted_at < now() - interval '20 hours' OR s.reweighed_to IS NOT NULL)
              AND EXISTS (SELECT FROM app.chunks c WHERE c.workspace_id = w.id)
            ORDER BY s.counted_at NULLS FIRST, w.id
            LIMIT 10000
            """;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void run(Work work) throws SQLException {
        for (String row : work.database().query(LEFT_BY_JOBS, row -> row.getString(1))) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("aligned", "app.chunks", null, () -> align(work, row));
        }
        for (String workspace : work.database().query(LEFT_UNSETTLED, row -> row.getString(1))) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("settled", "app.chunks", null, () -> settle(work, workspace));
        }
        for (String workspace : work.database().query(WITH_LOGS, row -> row.getString(1))) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("forgotten", "app.chunks", null, () -> forgetLines(work, workspace));
        }
        for (String workspace : work.database().query(WORKSPACES, row -> row.getString(1))) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("counted", "app.chunks", null, () -> measure(work, workspace));
        }
    }

    private static void align(Work work, String row) throws SQLException {
        String batch = "SELECT app.align_chunks_of(%s, %d)".formatted(row, PIECES_AT_ONCE);
        while (work.database().query(batch, answer -> answer.getBoolean(1)).getFirst() && !work.isOver()) {
            work.count("alignedBatches", 1);
        }
    }

    // No pieces are the last; none at all: others write still by the settings of before, and the next run goes on.
    private static void settle(Work work, String workspace) throws SQLException {
        String batch = "SELECT coalesce(app.settle_chunks_of('%s', %d), -1)".formatted(workspace, BATCH);
        boolean waited = false;
        while (!work.isOver()) {
            int pieces = work.database().query(batch, row -> row.getInt(1)).getFirst();
            if (pieces == 0 || (pieces < 0 && waited)) {
                return;
            }
            waited = pieces < 0;
            work.count("settledPieces", Math.max(0, pieces));
        }
    }

    private static void forgetLines(Work work, String workspace) throws SQLException {
        @Nullable String reached = NOTHING_YET;
        while (reached != null && !work.isOver()) {
            String batch = "SELECT reached, gone FROM app.forget_dropped_lines('%s', '%s', %d)"
                    .formatted(workspace, reached, PIECES_AT_ONCE);
            reached = work.database()
                    .query(batch, row -> {
                        work.count("forgottenLines", row.getInt(2));
                        return Optional.ofNullable(row.getString(1));
                    })
                    .getFirst()
                    .orElse(null);
        }
    }

    private static void measure(Work work, String workspace) throws SQLException {
        boolean reweigh = work.database()
                .query("SELECT reweigh FROM app.measure_chunks('" + workspace + "')", row -> row.getBoolean(1))
                .getFirst();
        while (reweigh && !work.isOver()) {
            int weighed = work.database()
                    .query("SELECT app.reweigh_chunks('" + workspace + "', " + BATCH + ")", row -> row.getInt(1))
                    .getFirst();
            work.count("weighed", weighed);
            reweigh = weighed > 0;
        }
    }
}
