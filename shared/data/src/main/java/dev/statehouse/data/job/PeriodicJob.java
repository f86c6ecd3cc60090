package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that comes again by the calendar.
 *
 * @param cron minute, hour, day of month, month, day of week
 * @param timeZone by whose clocks, such as {@code Europe/Berlin}
 * @param nextDueAt null if no time will come
 * @param pausedAt while it is not null, nothing is enqueued
 */
@Introspected
@MappedEntity("periodic_jobs")
public record PeriodicJob(
        @Id UUID id,
        String name,
        String kind,
        String cron,
        String timeZone,
        @Nullable Instant nextDueAt,
        @Nullable Instant lastDueAt,
        @Nullable Instant pausedAt) {

    static final String COLUMNS = "id, name, kind, cron, time_zone, next_due_at, last_due_at, paused_at";
}
