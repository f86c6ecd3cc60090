package dev.statehouse.data.removal;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch did.
 *
 * @param id of the removal; null if none is due, and so is all the rest
 * @param stage at which it is now: rows, elsewhere, end or done; failed if the batch did nothing and is tried again later
 * @param underWay JSON of what was being deleted outside of PostgreSQL, and is not counted yet; null if nothing is
 * @param gone rows that the batch deleted or released
 */
@Introspected
public record RemovalStep(
        @Nullable UUID id,
        @Nullable String kind,
        @Nullable UUID subjectId,
        @Nullable String stage,
        @Nullable String underWay,
        long gone) {

    /** Whether there was nothing to do. */
    public boolean isNone() {
        return id == null;
    }

    /** Whether it waits for what lies outside of PostgreSQL. */
    public boolean isElsewhere() {
        return "elsewhere".equals(stage);
    }
}
