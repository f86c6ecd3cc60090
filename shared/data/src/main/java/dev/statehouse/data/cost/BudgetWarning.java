package dev.statehouse.data.cost;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * That a budget's soft limit was reached.
 *
 * @param month its first day
 * @param committedMicrousd what had been spent then and was reserved, in millionths of a dollar, rounded up
 * @param softLimitMicrousd the limit of then
 */
@Introspected
@MappedEntity("budget_warnings")
public record BudgetWarning(
        @Id UUID id,
        UUID budgetId,
        LocalDate month,
        long committedMicrousd,
        long softLimitMicrousd,
        Instant createdAt) {

    static final String COLUMNS = "id, budget_id, month, committed_microusd, soft_limit_microusd, created_at";
}
