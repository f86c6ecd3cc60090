package dev.statehouse.maintenance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, as a task tells it: names and counts, no values of rows or of statistics.
 *
 * @param kind what is wrong, such as {@code unused-index}
 * @param fix SQL that puts it right; null where that takes more
 */
record Fault(
        String kind,
        String object,
        String severity,
        String message,
        @Nullable String fix) {

    /** How bad it is. */
    enum Severity {
        NOTE,
        WARNING,
        ERROR
    }

    static Fault of(Severity severity, String kind, String object, String message, @Nullable String fix) {
        return new Fault(kind, object, severity.name().toLowerCase(Locale.ROOT), message, fix);
    }

    static Fault missingRight(String object, String message, @Nullable String fix) {
        return of(Severity.ERROR, "missing-right", object, message, fix);
    }
}
