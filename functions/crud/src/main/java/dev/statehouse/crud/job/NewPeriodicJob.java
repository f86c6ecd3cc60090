package dev.statehouse.crud.job;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to come again by the calendar.
 *
 * @param name of its own in the workspace
 * @param kind such as {@code audit-log-check}
 * @param payload what the kind wants; an empty object if absent
 * @param cron minute, hour, day of month, month, day of week, such as {@code 0 3 * * 1}
 * @param timeZone by whose clocks, such as {@code Europe/Berlin}; UTC if absent
 * @param paused whether nothing is to be enqueued for now; false if absent
 */
@Introspected
record NewPeriodicJob(
        @NotBlank @Size(max = 200) String name,
        @NotNull @Size(max = 63) String kind,
        @Nullable Json payload,
        @NotNull @Size(max = 200) String cron,
        @Nullable @Size(max = 100) String timeZone,
        @Nullable Boolean paused) {

    Json payloadOrEmpty() {
        return Objects.requireNonNullElse(payload, Json.EMPTY_OBJECT);
    }

    String timeZoneOrUtc() {
        return Objects.requireNonNullElse(timeZone, "UTC");
    }

    boolean isPaused() {
        return Boolean.TRUE.equals(paused);
    }
}
