package dev.statehouse.crud.operation;

import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import org.jspecify.annotations.Nullable;

/**
 * Which findings a list shows.
 *
 * @param severity error, warning or note
 * @param kind such as {@code unused-index}
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record FindingFilter(
        @Nullable @QueryValue String severity,
        @Nullable @QueryValue String kind,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    @Nullable
    String knownSeverity() {
        if (severity != null && !FindingPosition.WORST_FIRST.contains(severity)) {
            throw RequestError.malformed(
                    "severity", "severity must be one of " + String.join(", ", FindingPosition.WORST_FIRST));
        }
        return severity;
    }
}
