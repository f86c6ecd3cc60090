package dev.statehouse.http;

import org.jspecify.annotations.Nullable;

/** The parameter {@code active} of lists. */
public final class Activity {

    private Activity() {}

    /**
     * Whether the active rows are asked for, which they are if nothing is said, or the deleted ones. Micronaut takes every
     * text that is not "true" for false, which would list the deleted ones.
     *
     * @throws RequestError unless it is absent, {@code true} or {@code false}
     */
    public static boolean parse(@Nullable String active) {
        return switch (active) {
            case null -> true;
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestError.malformed("active", "active must be true or false");
        };
    }
}
