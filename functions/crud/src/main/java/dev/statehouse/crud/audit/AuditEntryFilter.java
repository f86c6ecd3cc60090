package dev.statehouse.crud.audit;

import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a list shows.
 *
 * @param relation a table, such as {@code prompt_cards}, or {@code operations} for what was refused
 * @param rowId key of a row
 * @param action insert, update, delete, purge, use, login or refuse
 * @param personId who did it
 * @param credentialId the key or session that it was done with
 * @param from instant of the earliest, such as {@code 2026-03-01T00:00:00Z}
 * @param to instant after the last
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record AuditEntryFilter(
        @Nullable @QueryValue String relation,
        @Nullable @QueryValue String rowId,
        @Nullable @QueryValue String action,
        @Nullable @QueryValue UUID personId,
        @Nullable @QueryValue UUID credentialId,
        @Nullable @QueryValue String from,
        @Nullable @QueryValue String to,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final long MOST_MILLISECONDS = (1L << 47) - 1;

    @Nullable
    UUID firstId() {
        return bound("from", from);
    }

    /** Where the list ends: at the cursor or at {@code to}, whichever is earlier. */
    @Nullable
    UUID before(@Nullable UUID position) {
        UUID end = bound("to", to);
        if (position == null || end == null) {
            return position == null ? end : position;
        }
        return Long.compareUnsigned(position.getMostSignificantBits(), end.getMostSignificantBits()) < 0
                ? position
                : end;
    }

    // Entries' ids are UUIDv7: the milliseconds lead.
    private static @Nullable UUID bound(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            long milliseconds = Instant.parse(text).toEpochMilli();
            return new UUID(Math.clamp(milliseconds, 0, MOST_MILLISECONDS) << 16, 0);
        } catch (DateTimeParseException | ArithmeticException foreign) {
            throw RequestError.malformed(parameter, parameter + " must be an instant, such as 2026-03-01T00:00:00Z");
        }
    }
}
