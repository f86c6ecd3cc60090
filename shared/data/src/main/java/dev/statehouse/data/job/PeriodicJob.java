package dev.statehouse.data.job;

import dev.statehouse.data.Json;
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
 * @param plannedAt what the clock said when {@code nextDueAt} was computed
 * @param pausedAt while it is not null, nothing is enqueued
 * @param revision counts changes by callers
 */
@Introspected
@MappedEntity("periodic_jobs")
public record PeriodicJob(
        @Id UUID id,
        String name,
        String kind,
        Json payload,
        String cron,
        String timeZone,
        @Nullable Instant nextDueAt,
        @Nullable Instant lastDueAt,
        Instant plannedAt,
        @Nullable Instant pausedAt,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, name, kind, payload, cron, time_zone, next_due_at, last_due_at, planned_at, paused_at,"
                    + " revision, created_at, updated_at";
}
