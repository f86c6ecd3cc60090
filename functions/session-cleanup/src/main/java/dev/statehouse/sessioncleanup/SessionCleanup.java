package dev.statehouse.sessioncleanup;

import dev.statehouse.data.Workspaces;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.Operation;
import dev.statehouse.schedule.OperationFailed;
import dev.statehouse.schedule.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs all sweeps, by turns: one that has millions of rows to delete takes no more of a short time than any other.
 *
 * <p>It does not matter for when the run was due: what is over is told by the database's clock alone.
 */
@Singleton
final class SessionCleanup implements Operation {

    private static final Duration TURN = Duration.ofSeconds(1);

    private final Workspaces workspaces;
    private final List<Sweep> sweeps;

    SessionCleanup(Workspaces workspaces, List<Sweep> sweeps) {
        this.workspaces = workspaces;
        this.sweeps = sweeps;
    }

    @Override
    public String function() {
        return "session-cleanup";
    }

    @Override
    public boolean hasDryRun() {
        return true;
    }

    /** @throws OperationFailed naming the sweeps that failed, once all others have done what they could */
    @Override
    public CleanupCounts run(Run run) {
        List<Progress> all =
                sweeps.stream().map(sweep -> new Progress(sweep, workspaces)).toList();
        if (!run.dryRun()) {
            sweep(all, run.deadline());
        }
        CleanupCounts counts = counts(all);
        List<Progress> failed =
                all.stream().filter(progress -> progress.failure() != null).toList();
        if (!failed.isEmpty()) {
            throw new OperationFailed(
                    failed.stream().map(Progress::describe).sorted().collect(Collectors.joining(", ")),
                    counts,
                    failed.getFirst().failure());
        }
        return counts;
    }

    private static void sweep(List<Progress> all, Deadline end) {
        List<Progress> open = all;
        while (!open.isEmpty() && !end.isNear()) {
            open.forEach(progress -> progress.goOn(Deadline.in(TURN), end));
            open = open.stream().filter(progress -> !progress.isOver()).toList();
        }
    }

    private static CleanupCounts counts(List<Progress> all) {
        TreeMap<String, SweepCounts> counts = new TreeMap<>();
        all.forEach(progress -> counts.put(progress.name(), progress.counts()));
        return new CleanupCounts(all.stream().allMatch(Progress::isFinished), counts);
    }
}
