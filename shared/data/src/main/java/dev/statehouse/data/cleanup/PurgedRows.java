package dev.statehouse.data.cleanup;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One batch.
 *
 * @param deleted how many rows; pieces of a larger whole are not counted
 * @param more whether there may be more to delete
 * @param reached the next batch goes on from here; null if there was nothing
 * @param reachedId of the row at {@code reached}, where a row may stay behind; else null
 */
@Introspected
public record PurgedRows(
        int deleted,
        boolean more,
        @Nullable Instant reached,
        @Nullable UUID reachedId) {

    /** Nothing yet: the beginning. */
    public static final PurgedRows NONE = new PurgedRows(0, true, null, null);
}
