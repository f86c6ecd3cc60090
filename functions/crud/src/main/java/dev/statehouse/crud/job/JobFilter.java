package dev.statehouse.crud.job;

import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows.
 *
 * @param state queued, running, completed, cancelled or dead
 * @param kind such as {@code audit-log-check}
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record JobFilter(
        @Nullable @QueryValue String state,
        @Nullable @QueryValue String kind,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final List<String> STATES = List.of("queued", "running", "completed", "cancelled", "dead");

    @Nullable
    String knownState() {
        if (state != null && !STATES.contains(state)) {
            throw RequestError.malformed("state", "state must be one of " + String.join(", ", STATES));
        }
        return state;
    }
}
