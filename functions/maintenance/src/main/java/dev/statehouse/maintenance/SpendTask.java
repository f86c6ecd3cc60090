package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Looks whether what is kept as spent is what the calls of models cost, by workspaces and months: those that changed since they were
 * last looked at, and every one each 30 days. A difference is a finding, with what puts it right; nothing is changed, for whoever
 * answers for the sums is to know. Thread-safe.
 */
@Singleton
@Order(9)
final class SpendTask implements MaintenanceTask {

    private static final int MOST_FINDINGS = 100;

    /** A workspace's month. */
    private record Month(String workspace, String first) {

        String arguments() {
            return "('" + workspace + "', '" + first + "')";
        }
    }

    private record Differences(long runs, long scopes) {

        boolean any() {
            return runs > 0 || scopes > 0;
        }
    }

    @Override
    public String name() {
        return "spends";
    }

    @Override
    public void run(Work work) throws SQLException {
        List<Month> months = work.database()
                .query(
                        "SELECT workspace_id, month FROM app.spends_to_verify()",
                        row -> new Month(row.getString(1), row.getString(2)));
        for (Month month : months) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt("verified", "app.agent_run_spends", null, () -> verify(work, month));
        }
    }

    private static void verify(Work work, Month month) throws SQLException {
        Differences found = work.database()
                .query(
                        "SELECT runs, scopes FROM app.verify_spends" + month.arguments(),
                        row -> new Differences(row.getLong(1), row.getLong(2)))
                .getFirst();
        if (!found.any()) {
            return;
        }
        work.count("differing", 1);
        if (work.faults().size() < MOST_FINDINGS) {
            work.find(Fault.of(
                    Fault.Severity.ERROR,
                    "wrong-sum",
                    "workspace %s, month %s".formatted(month.workspace, month.first),
                    "What was spent is summed wrongly: of %d runs, and of %d that have runs (the workspace, projects)."
                            .formatted(found.runs, found.scopes),
                    "SELECT app.correct_spends" + month.arguments()));
        }
    }
}
