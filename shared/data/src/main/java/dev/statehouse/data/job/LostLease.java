package dev.statehouse.data.job;

/** The job was claimed by another worker since, or is done: nothing that this claim does may count. */
public final class LostLease extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLease(ClaimedJob job) {
        super("the lease of attempt %d of %s %s is lost".formatted(job.attempt(), job.kind(), job.id()));
    }
}
