package dev.statehouse.crud.cost;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget to be made, of a calendar month (UTC), in millionths of a dollar.
 *
 * @param projectId of all runs of the workspace if absent
 * @param softLimitMicrousd from which on is warned
 * @param hardLimitMicrousd from which on no run is queued; one of the two is there
 */
@Introspected
record NewBudget(
        @Nullable UUID projectId,
        @Nullable @Min(0) @Max(NewBudget.MOST) Long softLimitMicrousd,
        @Nullable @Min(0) @Max(NewBudget.MOST) Long hardLimitMicrousd) {

    /** A billion dollars. */
    static final long MOST = 1_000_000_000_000_000L;
}
