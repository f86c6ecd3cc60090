package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Ids;
import dev.statehouse.data.agentrun.LineRange;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of a run's lines or usages a list shows, and in which order.
 *
 * @param order newest, also if absent, or oldest; with {@code after} the oldest come first
 * @param after id of the last line that was seen: what follows it
 * @param overlap seconds, from 0 to 3600: lines of so long before {@code after} are shown again, for what was said then may have
 *     been stored since
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record LineFilter(
        @Nullable @QueryValue String order,
        @Nullable @QueryValue UUID after,
        @Nullable @QueryValue Integer overlap,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final int MOST_OVERLAP_SECONDS = 3_600;

    LineRange in(UUID runId, Instant now) {
        UUID past = Cursor.id(cursor);
        LineWindow window = LineWindow.of(runId, now);
        if (overlap != null && (after == null || overlap < 0 || overlap > MOST_OVERLAP_SECONDS)) {
            throw RequestError.malformed("overlap", "overlap must be from 0 to 3600 seconds before after");
        }
        if (after == null) {
            return new LineRange(runId, window, isOldestFirst(), null, past);
        }
        if (overlap == null) {
            return new LineRange(runId, window, true, null, past == null ? after : past);
        }
        return new LineRange(runId, window, true, Ids.first(Ids.time(after).minusSeconds(overlap)), past);
    }

    private boolean isOldestFirst() {
        if (order == null || order.equals("newest")) {
            return false;
        }
        if (order.equals("oldest")) {
            return true;
        }
        throw RequestError.malformed("order", "order must be newest or oldest");
    }
}
