package dev.statehouse.crud.agentrun;

import dev.statehouse.http.RequestError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How grave a line is, as the database has it. */
final class LogLevel {

    static final String NONE = "must be debug, info, warn or error";

    private static final List<String> RISING = List.of("debug", "info", "warn", "error");

    private LogLevel() {}

    static boolean isKnown(String level) {
        return RISING.contains(level);
    }

    /** This level and those above it; null for all of them. */
    static String @Nullable [] from(@Nullable String least) {
        if (least == null || least.equals(RISING.getFirst())) {
            return null;
        }
        if (!isKnown(least)) {
            throw RequestError.malformed("level", "level " + NONE);
        }
        return RISING.subList(RISING.indexOf(least), RISING.size()).toArray(String[]::new);
    }
}
