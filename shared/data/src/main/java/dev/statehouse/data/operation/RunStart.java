package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run may begin.
 *
 * @param attempt at the due time, from 1 on; null if it may not
 */
@Introspected
public record RunStart(String answer, @Nullable Integer attempt) {

    /** It may. */
    public static final String BEGUN = "begun";

    /** The due time was served, or is being served. */
    public static final String REPEATED = "repeated";

    /** The function works alone, and another run of it is under way. */
    public static final String BUSY = "busy";
}
