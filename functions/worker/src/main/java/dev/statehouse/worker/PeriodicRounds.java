package dev.statehouse.worker;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.DuePeriodicJob;
import dev.statehouse.data.job.MisplannedJob;
import dev.statehouse.data.job.PeriodicJobs;
import dev.statehouse.data.job.Timetable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enqueues the periodic jobs whose time has come. Each due time counts once, however many workers come for it, and in whatever
 * order; of several that were missed, one is made up for.
 *
 * <p>While a clock is set back by up to a day, nothing is repeated: what was due already waits until the clock has caught up. A
 * plan that is further ahead was made by a clock that was wrong, and is made again, so that a job is not lost for years.
 */
@Singleton
final class PeriodicRounds {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicRounds.class);
    private static final int MOST = 1_000;
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

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
        workspaces
                .outside(() -> periodic.plannedAfter(now.plus(CLOCKS_DIFFER), MOST))
                .forEach(job -> replan(job, now));
        List<DuePeriodicJob> due = workspaces.outside(() -> periodic.due(now, MOST));
        return due.stream().mapToInt(job -> fire(job, now)).sum();
    }

    private void replan(MisplannedJob job, Instant now) {
        Instant next = following(job.id(), job.cron(), job.timeZone(), now);
        // The clock that was ahead may have run it early.
        Instant due = next != null && next.equals(job.lastDueAt())
                ? following(job.id(), job.cron(), job.timeZone(), next)
                : next;
        workspaces.statement(job, () -> periodic.replan(job.id(), job.plannedAt(), due, now));
        LOG.warn(
                "Periodic job {} was planned at {}, by a clock that was ahead: it is due at {}",
                job.id(),
                job.plannedAt(),
                due);
    }

    private int fire(DuePeriodicJob job, Instant now) {
        Instant following = following(job.id(), job.cron(), job.timeZone(), now);
        UUID jobId = Ids.next();
        return workspaces
                .statement(job, () -> periodic.fire(job.id(), job.nextDueAt(), following, jobId, now))
                .size();
    }

    private static @Nullable Instant following(UUID id, String cron, String timeZone, Instant instant) {
        try {
            return Timetable.of(cron, timeZone).after(instant).orElse(null);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            LOG.error("The timetable of periodic job {} can't be read: after this time it is due no more", id);
            return null;
        }
    }
}
