package dev.statehouse.data.cost;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.NewJob;
import java.util.UUID;

/**
 * A job that previews a recalculation, or applies it: whichever it waits for.
 *
 * @param recalculationId of the job's workspace
 */
public record RecalculationJob(UUID recalculationId) {

    public static final JobKind<RecalculationJob> KIND =
            new JobKind<>("price-recalculation", RecalculationJob.class, 10, Backoff.USUAL);

    /** The job for what it waits for; of each there is one at a time. */
    public static NewJob<RecalculationJob> of(PriceRecalculation recalculation) {
        return KIND.of(new RecalculationJob(recalculation.id()))
                .unique(recalculation.status() + ' ' + recalculation.id());
    }
}
