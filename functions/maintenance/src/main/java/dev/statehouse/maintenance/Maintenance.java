package dev.statehouse.maintenance;

import dev.statehouse.data.DataError;
import dev.statehouse.data.DirectConnections;
import dev.statehouse.schedule.Operation;
import dev.statehouse.schedule.OperationFailed;
import dev.statehouse.schedule.Run;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the tasks in turn. Thread-safe; one run at a time. */
@Singleton
final class Maintenance implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final DirectConnections connections;
    private final List<MaintenanceTask> tasks;
    private final FindingLog findings;

    Maintenance(DirectConnections connections, List<MaintenanceTask> tasks, FindingLog findings) {
        this.connections = connections;
        this.tasks = List.copyOf(tasks);
        this.findings = findings;
    }

    /**
     * What came of a task.
     *
     * @param outcome succeeded, failed, or unfinished: the time was up
     * @param failures names of relations and codes of errors
     */
    record TaskOutcome(String task, String outcome, Map<String, Long> counts, int findings, List<String> failures) {}

    /** What came of each task, in their order. */
    record Counts(List<TaskOutcome> tasks) {}

    @Override
    public String function() {
        return "maintenance";
    }

    /** @throws OperationFailed if a task failed, once all of them had their turn */
    @Override
    public Counts run(Run run) {
        List<TaskOutcome> outcomes = new ArrayList<>();
        for (MaintenanceTask task : tasks) {
            outcomes.add(attempt(task, run));
        }
        Counts counts = new Counts(List.copyOf(outcomes));
        String failed = outcomes.stream()
                .filter(outcome -> outcome.outcome().equals("failed"))
                .map(outcome -> outcome.task() + ": " + String.join(", ", outcome.failures()))
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            LOG.error("Maintenance failed: {}", failed);
            throw new OperationFailed(failed, counts, new IllegalStateException(failed));
        }
        return counts;
    }

    private TaskOutcome attempt(MaintenanceTask task, Run run) {
        try (OwnerConnection database = OwnerConnection.over(connections.open())) {
            Work work = new Work(database, run.deadline());
            boolean ended = attempt(task, work);
            return outcome(task, work, ended && !work.isOver());
        } catch (SQLException refused) {
            return refused(task, refused);
        }
    }

    // Whether it came to its end.
    private static boolean attempt(MaintenanceTask task, Work work) {
        if (work.isOver()) {
            return false;
        }
        try {
            task.run(work);
            return true;
        } catch (SQLException failure) {
            LOG.error("Task {} failed: SQLSTATE {}", task.name(), failure.getSQLState());
            work.fail("SQLSTATE " + failure.getSQLState());
        } catch (RuntimeException failure) {
            LOG.error("Task {} failed", task.name(), failure);
            work.fail(
                    failure instanceof DataError known
                            ? String.valueOf(known.getMessage())
                            : failure.getClass().getSimpleName());
        }
        return false;
    }

    private TaskOutcome outcome(MaintenanceTask task, Work work, boolean ended) {
        List<String> failures = new ArrayList<>(work.failures());
        keep(task, work.faults(), ended && failures.isEmpty(), failures);
        String outcome = failures.isEmpty() ? ended ? "succeeded" : "unfinished" : "failed";
        return new TaskOutcome(
                task.name(), outcome, work.counts(), work.faults().size(), failures);
    }

    // No connection, or one that may not act as the owner.
    private TaskOutcome refused(MaintenanceTask task, SQLException refused) {
        List<String> failures = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        if (SqlState.of(refused) == SqlState.MISSING_RIGHT) {
            failures.add("its role may not act as statehouse_owner");
            faults.add(Fault.missingRight(
                    "statehouse_owner",
                    "The role of maintenance is no member of statehouse_owner: it can do nothing.",
                    "GRANT statehouse_owner TO statehouse_maintenance"));
        } else {
            failures.add("no connection (SQLSTATE " + refused.getSQLState() + ")");
        }
        keep(task, faults, false, failures);
        return new TaskOutcome(task.name(), "failed", Map.of(), faults.size(), failures);
    }

    private void keep(MaintenanceTask task, List<Fault> faults, boolean all, List<String> failures) {
        try {
            findings.keep(task.name(), faults, all);
        } catch (DataError | IllegalStateException refused) {
            // The latter for a role that may not even do that.
            LOG.error("What {} found can't be kept: {}", task.name(), faults, refused);
            failures.add("its findings could not be kept");
        }
    }
}
