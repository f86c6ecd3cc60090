package dev.statehouse.schedule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule sends, or somebody by hand; all of it may be missing.
 *
 * @param due the schedule's own time of this event
 * @param execution the same however often the event comes
 * @param nudge woken because there is work, not by the clock: such a run leaves no row, and may come at any rate
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScheduleEvent(@Nullable String due, @Nullable String execution, boolean dryRun, boolean nudge) {

    /** @throws java.time.DateTimeException if it is no instant */
    Instant dueOr(Instant now) {
        return due == null ? now : Instant.parse(due);
    }
}
