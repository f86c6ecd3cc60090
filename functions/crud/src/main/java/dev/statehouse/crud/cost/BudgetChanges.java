package dev.statehouse.crud.cost;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to change of a budget; absent fields stay as they are, and null in JSON takes a limit away. */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record BudgetChanges(
        @Nullable Optional<@Min(0) @Max(NewBudget.MOST) Long> softLimitMicrousd,
        @Nullable Optional<@Min(0) @Max(NewBudget.MOST) Long> hardLimitMicrousd) {

    boolean movesSoft() {
        return softLimitMicrousd != null;
    }

    @Nullable
    Long newSoft() {
        return softLimitMicrousd == null ? null : softLimitMicrousd.orElse(null);
    }

    boolean movesHard() {
        return hardLimitMicrousd != null;
    }

    @Nullable
    Long newHard() {
        return hardLimitMicrousd == null ? null : hardLimitMicrousd.orElse(null);
    }
}
