package dev.statehouse.worker;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.HeldLease;
import dev.statehouse.data.job.Leases;
import dev.statehouse.schedule.Deadline;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job whose work is being done. The handler's thread and the heartbeat's share it. */
public final class RunningJob {

    private final ClaimedJob job;
    private final Leases leases;
    private final Deadline deadline;
    private volatile boolean cancelled;
    private volatile boolean lost;
    private volatile boolean completed;

    RunningJob(ClaimedJob job, Leases leases, Deadline deadline) {
        this.job = job;
        this.leases = leases;
        this.deadline = deadline;
    }

    public UUID id() {
        return job.id();
    }

    /** The job's workspace, for {@code Workspaces.read} and {@code write}. */
    public Tenant tenant() {
        return job;
    }

    /** Which attempt this is, from 1 on. */
    public int attempt() {
        return job.attempt();
    }

    /** Does work and completes the job in one transaction: both are done, once, or neither. The work is short, a few seconds. */
    public <T> T completing(Supplier<T> work) {
        T result = leases.completing(job, work);
        completed = true;
        return result;
    }

    /**
     * Notes how far the work has come, and ends it here if it should. Long work calls it every few seconds.
     *
     * @param total null where it is not known
     * @param text shown, so it holds no secret; of at most 500 characters, the rest is cut
     */
    public void progress(long done, @Nullable Long total, String text) {
        leases.progress(job, done, total, text);
        checkpoint();
    }

    /** Ends the work here if the job was cancelled, if the worker's time is up, or if another worker has the job. */
    public void checkpoint() {
        if (lost) {
            throw new JobStopped(JobStopped.Why.LEASE_LOST);
        }
        if (cancelled) {
            throw new JobStopped(JobStopped.Why.CANCELLED);
        }
        if (deadline.isNear()) {
            throw new JobStopped(JobStopped.Why.TIME_IS_UP);
        }
    }

    ClaimedJob claim() {
        return job;
    }

    boolean isOutOfTime() {
        return deadline.isNear();
    }

    boolean isCompleted() {
        return completed;
    }

    /** @param lease null if the claim is over */
    void heard(@Nullable HeldLease lease) {
        if (lease == null) {
            lost = true;
        } else if (lease.cancelRequested()) {
            cancelled = true;
        }
    }
}
