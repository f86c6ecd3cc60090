package dev.statehouse.crud.job;

import dev.statehouse.data.Json;
import dev.statehouse.data.job.PeriodicJob;
import dev.statehouse.data.job.Timetable;
import io.micronaut.core.annotation.Introspected;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A periodic job as callers see it.
 *
 * @param nextDueTimes the next five; none while it is paused, fewer where no more will come
 * @param lastDueAt the due time that was enqueued last
 */
@Introspected
record ShownPeriodicJob(
        UUID id,
        String name,
        String kind,
        Json payload,
        String cron,
        String timeZone,
        boolean paused,
        List<Instant> nextDueTimes,
        @Nullable Instant lastDueAt,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    private static final int TIMES = 5;

    static ShownPeriodicJob of(PeriodicJob job) {
        return new ShownPeriodicJob(
                job.id(),
                job.name(),
                job.kind(),
                job.payload(),
                job.cron(),
                job.timeZone(),
                job.pausedAt() != null,
                times(job),
                job.lastDueAt(),
                job.revision(),
                job.createdAt(),
                job.updatedAt());
    }

    private static List<Instant> times(PeriodicJob job) {
        Instant next = job.nextDueAt();
        if (job.pausedAt() != null || next == null) {
            return List.of();
        }
        try {
            Timetable timetable = Timetable.of(job.cron(), job.timeZone());
            return Stream.concat(Stream.of(next), timetable.after(next, TIMES - 1).stream())
                    .toList();
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return List.of(next);
        }
    }
}
