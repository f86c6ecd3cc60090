package dev.statehouse.data.cost;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The warnings that the bound workspace's budgets gave. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface BudgetWarnings extends GenericRepository<BudgetWarning, UUID> {

    /**
     * Warns, unless it was this month.
     *
     * @param month its first day
     */
    @Query("""
            INSERT INTO budget_warnings (workspace_id, id, budget_id, month, committed_microusd, soft_limit_microusd)
            VALUES ((SELECT current_workspace()), :id, :budgetId, :month, :committedMicrousd, :softLimitMicrousd)
            ON CONFLICT (workspace_id, budget_id, month) DO NOTHING
            """)
    void insert(UUID id, UUID budgetId, LocalDate month, long committedMicrousd, long softLimitMicrousd);

    /** Newest first, by month. */
    @Query("SELECT " + BudgetWarning.COLUMNS + """

            FROM budget_warnings
            WHERE budget_id = :budgetId AND (CAST(:before AS date) IS NULL OR month < CAST(:before AS date))
            ORDER BY month DESC
            LIMIT :rows
            """)
    List<BudgetWarning> list(UUID budgetId, @Nullable String before, int rows);
}
