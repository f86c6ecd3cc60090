package dev.statehouse.crud.operation;

import dev.statehouse.http.Cursor;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which measurements a list shows.
 *
 * @param from instant of the earliest, such as {@code 2026-03-01T00:00:00Z}
 * @param to instant after the latest
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record MeasurementFilter(
        @Nullable @QueryValue String from,
        @Nullable @QueryValue String to,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    @Nullable
    Instant since() {
        return instant("from", from);
    }

    /** Where the list begins: at the cursor or at {@code to}, whichever is earlier. */
    @Nullable
    Instant before() {
        Instant end = instant("to", to);
        Instant position = position();
        if (position == null || end == null) {
            return position == null ? end : position;
        }
        return position.isBefore(end) ? position : end;
    }

    private @Nullable Instant position() {
        String position = Cursor.position(cursor);
        try {
            return position == null ? null : Instant.parse(position);
        } catch (DateTimeParseException foreign) {
            throw Cursor.malformed();
        }
    }

    private static @Nullable Instant instant(String parameter, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException foreign) {
            throw RequestError.malformed(parameter, parameter + " must be an instant, such as 2026-03-01T00:00:00Z");
        }
    }
}
