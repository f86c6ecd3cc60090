package dev.statehouse.worker;

import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.JobClaims;
import dev.statehouse.data.job.Leases;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.Operation;
import dev.statehouse.schedule.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Claims and runs jobs until nothing is due, or the time is up. Any number of workers may run at once. */
@Singleton
final class Worker implements Operation {

    private static final Duration SHORT_BATCH = Duration.ofMillis(500);
    private static final Duration LONG_BATCH = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofDays(1);

    private final Leases leases;
    private final Attempt attempt;
    private final PeriodicRounds periodic;
    private final WorkerSettings settings;
    // One event at a time is Lambda's rule; a second one would go a way of its own.
    private final AtomicReference<@Nullable JobClaims> free = new AtomicReference<>();

    Worker(Leases leases, Attempt attempt, PeriodicRounds periodic, WorkerSettings settings) {
        this.periodic = periodic;
        this.leases = leases;
        this.attempt = attempt;
        this.settings = settings;
    }

    @Override
    public String function() {
        return "worker";
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    @Override
    public boolean canBeNudged() {
        return true;
    }

    /**
     * Runs what is due.
     *
     * @throws dev.statehouse.data.DataError if the database fails; whatever was claimed comes again when its lease runs out
     */
    @Override
    public WorkerRun.Counts run(Run call) {
        Deadline deadline = call.deadline();
        WorkerRun run = new WorkerRun();
        periodic.make();
        JobClaims kept = free.getAndSet(null);
        JobClaims claims = kept == null ? leases.claims() : kept;
        try (LocalQueue queue = new LocalQueue(attempt, leases, settings, deadline, run)) {
            int most = settings.parallelism();
            while (!deadline.isNear()) {
                int before = queue.size();
                List<ClaimedJob> jobs = claims.next(most - before, settings.lease());
                if (!jobs.isEmpty()) {
                    queue.add(jobs);
                    most = next(most, queue.awaitAtMost(fewer(most), FOREVER));
                    // After slow ones there is room for fewer.
                    queue.awaitAtMost(fewer(most), FOREVER);
                } else if (before > 0) {
                    queue.awaitAtMost(0, LOOK_AGAIN);
                } else {
                    run.emptied();
                    break;
                }
            }
        }
        free.set(claims);
        return run.counts();
    }

    // Of short jobs the next are claimed while half of them run; of slow ones, whenever one has ended.
    private int fewer(int most) {
        return most > settings.parallelism() ? most / 2 : most - 1;
    }

    // What is claimed waits for its turn here, where no other worker can take it: slow jobs are claimed few at a time.
    private int next(int most, Duration took) {
        if (took.compareTo(SHORT_BATCH) < 0) {
            return Math.min(most * 2, settings.mostAtOnce());
        }
        return took.compareTo(LONG_BATCH) > 0 ? Math.max(most / 2, settings.parallelism()) : most;
    }
}
