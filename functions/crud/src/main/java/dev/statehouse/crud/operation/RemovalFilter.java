package dev.statehouse.crud.operation;

import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which removals a list shows.
 *
 * @param state pending, running, failed or completed
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record RemovalFilter(
        @Nullable @QueryValue String state,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final List<String> STATES = List.of("pending", "running", "failed", "completed");

    @Nullable
    String knownState() {
        if (state != null && !STATES.contains(state)) {
            throw RequestError.malformed("state", "state must be one of " + String.join(", ", STATES));
        }
        return state;
    }
}
