package dev.statehouse.data.agentrun;

import dev.statehouse.data.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The times that ids of a run's lines and usages may have. Within it there is always a partition, and of a run's whole life no
 * statement looks at more partitions than it needs.
 *
 * @param from the first such time
 * @param until the first time after them
 */
public record LineWindow(Instant from, Instant until) {

    /** What a writer's clock may be behind this one's, or a line have waited for its run to be made. */
    private static final Duration BEFORE_THE_RUN = Duration.ofDays(1);

    /** What a writer's clock may be ahead of this one's. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** The times at which a run's lines may be. */
    public static LineWindow of(UUID runId, Instant now) {
        return new LineWindow(Ids.time(runId).minus(BEFORE_THE_RUN), now.plus(AHEAD));
    }

    /** Those of lines that are written now: from the month before on, whose partition is always there. */
    public static LineWindow ofWriting(UUID runId, Instant now) {
        LineWindow whole = of(runId, now);
        Instant months = now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .minusMonths(1)
                .toInstant();
        return whole.from.isBefore(months) ? new LineWindow(months, whole.until) : whole;
    }

    public boolean holds(UUID id) {
        long time = id.getMostSignificantBits() >>> 16;
        return time >= from.toEpochMilli() && time < until.toEpochMilli();
    }

    /** The lowest id in it. */
    UUID first() {
        return Ids.first(from);
    }

    /** The lowest id after it. */
    UUID end() {
        return Ids.first(until);
    }
}
