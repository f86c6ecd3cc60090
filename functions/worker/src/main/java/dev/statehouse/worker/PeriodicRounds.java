package dev.statehouse.worker;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.DuePeriodicJob;
import dev.statehouse.data.job.PeriodicJobs;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enqueues the periodic jobs whose time has come. Each due time counts once, however many workers come for it, and in whatever
 * order; of several that were missed, one is made up for.
 */
@Singleton
final class PeriodicRounds {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicRounds.class);
    private static final int MOST = 1_000;

    private final Workspaces workspaces;
    private final PeriodicJobs periodic;
    private final Clock clock;

    PeriodicRounds(Workspaces workspaces, PeriodicJobs periodic, Clock clock) {
        this.workspaces = workspaces;
        this.periodic = periodic;
        this.clock = clock;
    }

    /** {@return how many jobs were enqueued} */
    int make() {
        Instant now = clock.instant();
        List<DuePeriodicJob> due = workspaces.outside(() -> periodic.due(now, MOST));
        return due.stream().mapToInt(job -> fire(job, now)).sum();
    }

    private int fire(DuePeriodicJob job, Instant now) {
        Instant following = following(job, now);
        UUID jobId = Ids.next();
        return workspaces
                .write(job, () -> periodic.fire(job.id(), job.nextDueAt(), following, jobId, now))
                .size();
    }

    private static @Nullable Instant following(DuePeriodicJob job, Instant now) {
        try {
            return Timetable.of(job.cron(), job.timeZone()).after(now).orElse(null);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            LOG.error("The timetable of periodic job {} can't be read: it runs once more, and never again", job.id());
            return null;
        }
    }
}
