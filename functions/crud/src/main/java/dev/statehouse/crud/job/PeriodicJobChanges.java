package dev.statehouse.crud.job;

import dev.statehouse.data.Json;
import dev.statehouse.data.job.PeriodicJob;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a periodic job; absent fields stay as they are. Its name and kind are what it is, and stay.
 *
 * @param paused true: nothing is enqueued until it is false again; what was missed meanwhile is not made up for
 */
@Introspected
record PeriodicJobChanges(
        @Nullable Json payload,
        @Nullable @Size(max = 200) String cron,
        @Nullable @Size(max = 100) String timeZone,
        @Nullable Boolean paused) {

    Json payload(PeriodicJob job) {
        return Objects.requireNonNullElse(payload, job.payload());
    }

    String cron(PeriodicJob job) {
        return Objects.requireNonNullElse(cron, job.cron());
    }

    String timeZone(PeriodicJob job) {
        return Objects.requireNonNullElse(timeZone, job.timeZone());
    }

    boolean paused(PeriodicJob job) {
        return Objects.requireNonNullElse(paused, job.pausedAt() != null);
    }

    /** Whether times that were computed before hold no longer. */
    boolean movesTimes(PeriodicJob job) {
        boolean resumes = job.pausedAt() != null && !paused(job);
        return resumes || !cron(job).equals(job.cron()) || !timeZone(job).equals(job.timeZone());
    }
}
