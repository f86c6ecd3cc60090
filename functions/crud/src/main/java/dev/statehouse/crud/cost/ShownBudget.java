package dev.statehouse.crud.cost;

import dev.statehouse.data.cost.BudgetState;
import dev.statehouse.data.cost.Usd;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget, and how it stands this month (UTC).
 *
 * @param projectId null for all runs of the workspace
 * @param softLimitMicrousd from which on is warned, in millionths of a dollar; null for none
 * @param hardLimitMicrousd from which on no run is queued; null for none
 * @param month its first day
 * @param spentUsd what was spent, in dollars, rounded to their millionths
 * @param reservedUsd what runs that go on may still spend of what they reserved
 * @param unpricedCalls calls of models without a cost, since a price is missing
 * @param state {@code open}, {@code warned} from the soft limit on, {@code closed} from the hard limit on
 * @param warnedAt when the soft limit was reached this month; null if it was not
 */
@Introspected
record ShownBudget(
        UUID id,
        @Nullable UUID projectId,
        @Nullable Long softLimitMicrousd,
        @Nullable Long hardLimitMicrousd,
        String month,
        String spentUsd,
        String reservedUsd,
        long unpricedCalls,
        String state,
        @Nullable Instant warnedAt,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static ShownBudget of(BudgetState state, String month) {
        return new ShownBudget(
                state.id(),
                state.projectId(),
                state.softLimitMicrousd(),
                state.hardLimitMicrousd(),
                month,
                Usd.of(state.spentPicousd()),
                Usd.of(state.reservedPicousd()),
                state.unpricedCalls(),
                state.refuses(0) ? "closed" : state.warns(0) ? "warned" : "open",
                state.warnedAt(),
                state.revision(),
                state.createdAt(),
                state.updatedAt());
    }
}
