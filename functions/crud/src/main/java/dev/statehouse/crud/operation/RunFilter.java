package dev.statehouse.crud.operation;

import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param function such as {@code worker}
 * @param outcome running, succeeded, failed or lost
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record RunFilter(
        @Nullable @QueryValue String function,
        @Nullable @QueryValue String outcome,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final List<String> OUTCOMES = List.of("running", "succeeded", "failed", "lost");

    @Nullable
    String knownOutcome() {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw RequestError.malformed("outcome", "outcome must be one of " + String.join(", ", OUTCOMES));
        }
        return outcome;
    }
}
