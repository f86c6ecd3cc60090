package dev.statehouse.crud.operation;

import dev.statehouse.data.operation.ScheduledRun;
import dev.statehouse.http.Cursor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of runs.
 *
 * @param dueAt of the last run of the page before; null for the first page
 */
record RunPosition(@Nullable Instant dueAt, @Nullable String function) {

    static String of(ScheduledRun run) {
        return run.dueAt() + " " + run.function();
    }

    /**
     * The place in a cursor.
     *
     * @throws dev.statehouse.http.RequestError if it is no cursor of this list
     */
    static RunPosition in(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        if (position == null) {
            return new RunPosition(null, null);
        }
        String[] words = position.split(" ", 2);
        try {
            return new RunPosition(Instant.parse(words[0]), words[words.length - 1]);
        } catch (DateTimeParseException foreign) {
            throw Cursor.malformed();
        }
    }
}
