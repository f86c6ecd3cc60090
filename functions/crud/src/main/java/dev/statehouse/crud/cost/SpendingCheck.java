package dev.statehouse.crud.cost;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.cost.BudgetState;
import dev.statehouse.data.cost.BudgetWarnings;
import dev.statehouse.data.cost.Budgets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds runs to their budgets, inside the transaction that queues or ends one. */
@Singleton
public class SpendingCheck {

    private static final int MOST_BUDGETS = 2;

    private final Budgets budgets;
    private final BudgetWarnings warnings;
    private final Clock clock;

    SpendingCheck(Budgets budgets, BudgetWarnings warnings, Clock clock) {
        this.budgets = budgets;
        this.warnings = warnings;
        this.clock = clock;
    }

    /**
     * Lets a run be queued that reserves so much. The budgets stay locked until the transaction ends, so that of many runs at once
     * each sees what those before it reserved.
     *
     * @return ids of the budgets whose soft limit it reaches
     * @throws DataError {@code EXHAUSTED} if a hard limit does not allow it
     */
    public List<UUID> admit(@Nullable UUID projectId, long reservedMicrousd) {
        // What committed while the lock was waited for is seen by the next statement.
        List<BudgetState> states = states(budgets.lock(projectId));
        for (BudgetState state : states) {
            if (state.refuses(reservedMicrousd)) {
                throw new DataError(DataError.Kind.EXHAUSTED, why(state, reservedMicrousd));
            }
        }
        return warn(states, reservedMicrousd);
    }

    /** Warns of what a run that is over has spent, if that reached a soft limit. */
    public void settle(@Nullable UUID projectId) {
        warn(states(budgets.over(projectId)), 0);
    }

    private List<BudgetState> states(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : budgets.states(ids.stream().map(UUID::toString).toArray(String[]::new), month(), null, MOST_BUDGETS);
    }

    private List<UUID> warn(List<BudgetState> states, long reservedMicrousd) {
        return states.stream()
                .filter(state -> state.warns(reservedMicrousd))
                .map(state -> {
                    warnings.insert(
                            Ids.next(),
                            state.id(),
                            firstDay(),
                            state.committedMicrousd(reservedMicrousd),
                            Objects.requireNonNull(state.softLimitMicrousd()));
                    return state.id();
                })
                .toList();
    }

    /** The present month's first day, as ISO 8601 has it. */
    String month() {
        return firstDay().toString();
    }

    private LocalDate firstDay() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC)).atDay(1);
    }

    private static String why(BudgetState state, long reservedMicrousd) {
        return "the budget of the %s allows %,d millionths of a dollar a month: %,d are spent or reserved, and the run asks for %,d"
                .formatted(
                        state.projectId() == null ? "workspace" : "project",
                        state.hardLimitMicrousd(),
                        state.committedMicrousd(0),
                        reservedMicrousd);
    }
}
