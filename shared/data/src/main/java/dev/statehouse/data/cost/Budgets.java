package dev.statehouse.data.cost;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The budgets of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Budgets extends GenericRepository<Budget, UUID> {

    /** An active budget. */
    @Query("SELECT " + Budget.COLUMNS + " FROM budgets WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    Budget find(UUID id);

    /**
     * Locks the budgets that a run of this project is under, for the transaction: who asks next sees what this one reserved.
     *
     * @param projectId null for none
     * @return their ids, of two at most
     */
    @Query("""
            SELECT id
            FROM budgets
            WHERE deleted_at IS NULL AND (project_id IS NULL OR project_id = CAST(:projectId AS uuid))
            ORDER BY id
            LIMIT 2
            FOR UPDATE
            """)
    List<UUID> lock(@Nullable UUID projectId);

    /** The same without a lock. */
    @Query("""
            SELECT id
            FROM budgets
            WHERE deleted_at IS NULL AND (project_id IS NULL OR project_id = CAST(:projectId AS uuid))
            ORDER BY id
            LIMIT 2
            """)
    List<UUID> over(@Nullable UUID projectId);

    /**
     * Active budgets and how they stand, each from the 16 rows of its month and from the runs that go on. What a run reserved counts
     * until its end, less what it has spent.
     *
     * @param ids null for all
     * @param month its first day, as ISO 8601 has it
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Budget.COLUMNS + """
            , spent.picousd AS spent_picousd, reserved.picousd AS reserved_picousd, spent.unpriced_calls,
                   (SELECT w.created_at FROM budget_warnings w WHERE w.budget_id = b.id AND w.month = CAST(:month AS date)) AS warned_at
            FROM budgets b
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(s.cost_picousd), 0) AS picousd, coalesce(sum(s.unpriced_calls), 0) AS unpriced_calls
                FROM monthly_spends s
                WHERE s.month = CAST(:month AS date) AND s.scope_id = coalesce(b.project_id, b.workspace_id)
            ) spent
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(greatest(
                           r.reserved_microusd * 1000000.0
                           - (SELECT coalesce(sum(s.cost_picousd), 0) FROM agent_run_spends s WHERE s.run_id = r.id), 0)), 0) AS picousd
                FROM agent_runs r
                WHERE r.status IN ('queued', 'running', 'waiting', 'paused') AND r.deleted_at IS NULL AND r.reserved_microusd > 0
                  AND (b.project_id IS NULL OR r.project_id = b.project_id)
            ) reserved
            WHERE b.deleted_at IS NULL
              AND (CAST(:ids AS uuid[]) IS NULL OR b.id = ANY (CAST(:ids AS uuid[])))
              AND (CAST(:before AS uuid) IS NULL OR b.id < CAST(:before AS uuid))
            ORDER BY b.id DESC
            LIMIT :rows
            """)
    List<BudgetState> states(String @Nullable [] ids, String month, @Nullable UUID before, int rows);

    @Query("""
            INSERT INTO budgets (workspace_id, id, project_id, soft_limit_microusd, hard_limit_microusd)
            VALUES ((SELECT current_workspace()), :id, CAST(:projectId AS uuid), CAST(:softLimitMicrousd AS bigint),
                    CAST(:hardLimitMicrousd AS bigint))
            RETURNING\s""" + Budget.COLUMNS)
    List<Budget> insert(
            UUID id, @Nullable UUID projectId, @Nullable Long softLimitMicrousd, @Nullable Long hardLimitMicrousd);

    /**
     * Changes its limits.
     *
     * @param expected revision that the caller read; null for any
     * @param movesSoft whether the soft limit is to be set, to null too; so {@code movesHard}
     * @return the changed budget, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE budgets
            SET soft_limit_microusd = CASE WHEN :movesSoft THEN CAST(:softLimitMicrousd AS bigint) ELSE soft_limit_microusd END,
                hard_limit_microusd = CASE WHEN :movesHard THEN CAST(:hardLimitMicrousd AS bigint) ELSE hard_limit_microusd END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Budget.COLUMNS)
    List<Budget> change(
            UUID id,
            @Nullable Integer expected,
            boolean movesSoft,
            @Nullable Long softLimitMicrousd,
            boolean movesHard,
            @Nullable Long hardLimitMicrousd);

    /** {@return the deleted budget, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE budgets
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Budget.COLUMNS)
    List<Budget> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored budget, or nothing if there is no deleted budget of this id} */
    @Query("""
            UPDATE budgets
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + Budget.COLUMNS)
    List<Budget> restore(UUID id);
}
