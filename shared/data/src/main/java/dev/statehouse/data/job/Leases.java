package dev.statehouse.data.job;

import dev.statehouse.data.Workspaces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with the jobs that it claimed. Each change counts only while the claim stands, which the job's fence tells:
 * a worker that was frozen, and wakes up after its lease ran out, changes nothing any more.
 *
 * <p>Thread-safe. For the worker's role alone.
 */
@Singleton
public final class Leases {

    /** What became of a failed attempt's job. */
    public enum Fate {
        QUEUED,
        DEAD,
        CANCELLED,
        /** The claim was over already. */
        LOST;

        private static Fate of(@Nullable String word) {
            return word == null
                    ? LOST
                    : switch (word) {
                        case "queued" -> QUEUED;
                        case "dead" -> DEAD;
                        case "cancelled" -> CANCELLED;
                        default -> throw new IllegalStateException(word);
                    };
        }
    }

    private final Workspaces workspaces;
    private final ClaimedJobs claimed;
    private final Clock clock;

    Leases(Workspaces workspaces, ClaimedJobs claimed, Clock clock) {
        this.workspaces = workspaces;
        this.claimed = claimed;
        this.clock = clock;
    }

    /** A way through the queue, for one worker, to keep for as long as it lives. */
    public JobClaims claims() {
        return new JobClaims(workspaces, claimed, clock, System::nanoTime);
    }

    /**
     * Does a job's work and completes it in one transaction of its workspace: both are done, once, or neither. The job is put
     * away first, so that its row is locked while the work is done, and nobody claims it even if its lease runs out.
     *
     * @throws LostLease if the claim is over; the work was not begun
     */
    public <T> T completing(ClaimedJob job, Supplier<T> work) {
        return workspaces.write(job, () -> {
            if (finish(List.of(job), "completed").isEmpty()) {
                throw new LostLease(job);
            }
            return work.get();
        });
    }

    /** Completes jobs whose work is done; answers the ids of those whose claims stood. */
    public Set<UUID> complete(Collection<ClaimedJob> jobs) {
        return Set.copyOf(workspaces.statementOutside(() -> finish(jobs, "completed")));
    }

    /** Ends a job that was asked to; false if the claim is over. */
    public boolean cancel(ClaimedJob job) {
        return !workspaces
                .statementOutside(() -> finish(List.of(job), "cancelled"))
                .isEmpty();
    }

    /**
     * Ends an attempt that failed.
     *
     * @param error kept and shown, so it holds no secret; of at most 2,000 characters, the rest is cut
     * @param retryAfter null for never
     */
    public Fate fail(ClaimedJob job, String error, @Nullable Duration retryAfter) {
        Instant now = clock.instant();
        Instant next = retryAfter == null ? null : now.plus(retryAfter);
        return Fate.of(workspaces.statementOutside(
                () -> claimed.fail(job.workspaceId(), job.id(), job.fence(), error, next, now)));
    }

    /** Prolongs leases to a time from now; answers those that stand. */
    public List<HeldLease> extend(Collection<ClaimedJob> jobs, Duration lease) {
        Instant until = clock.instant().plus(lease);
        return workspaces.statementOutside(() -> claimed.extend(workspaceIds(jobs), ids(jobs), fences(jobs), until));
    }

    /** Gives back what was claimed and not begun, or can go on later; it costs no attempt. */
    public int release(Collection<ClaimedJob> jobs) {
        return workspaces.statementOutside(() -> claimed.release(workspaceIds(jobs), ids(jobs), fences(jobs)));
    }

    /**
     * Notes how far a job's work has come.
     *
     * @param total null where it is not known
     * @param text shown; of at most 500 characters, the rest is cut
     * @throws LostLease if the claim is over
     */
    public void progress(ClaimedJob job, long done, @Nullable Long total, String text) {
        boolean stands = workspaces.statementOutside(
                () -> claimed.progress(job.workspaceId(), job.id(), job.fence(), done, total, text));
        if (!stands) {
            throw new LostLease(job);
        }
    }

    private List<UUID> finish(Collection<ClaimedJob> jobs, String outcome) {
        return claimed.finish(workspaceIds(jobs), ids(jobs), fences(jobs), outcome, clock.instant());
    }

    private static String[] workspaceIds(Collection<ClaimedJob> jobs) {
        return texts(jobs, job -> job.workspaceId().toString());
    }

    private static String[] ids(Collection<ClaimedJob> jobs) {
        return texts(jobs, job -> job.id().toString());
    }

    private static String[] fences(Collection<ClaimedJob> jobs) {
        return texts(jobs, job -> Long.toString(job.fence()));
    }

    private static String[] texts(Collection<ClaimedJob> jobs, Function<ClaimedJob, String> text) {
        return jobs.stream().map(text).toArray(String[]::new);
    }
}
