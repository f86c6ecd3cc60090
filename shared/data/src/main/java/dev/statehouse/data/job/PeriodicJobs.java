package dev.statehouse.data.job;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The periodic jobs of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PeriodicJobs extends GenericRepository<PeriodicJob, UUID> {

    @Query("SELECT " + PeriodicJob.COLUMNS + " FROM periodic_jobs WHERE id = :id")
    @Nullable
    PeriodicJob find(UUID id);

    @Query("""
            INSERT INTO periodic_jobs (workspace_id, id, name, kind, payload, max_attempts, cron, time_zone, next_due_at)
            VALUES ((SELECT current_workspace()), :id, :name, :kind, CAST(:payload AS jsonb), :attemptLimit, :cron, :timeZone,
                    CAST(:due AS timestamptz))
            RETURNING\s""" + PeriodicJob.COLUMNS)
    List<PeriodicJob> insert(
            UUID id,
            String name,
            String kind,
            Json payload,
            int attemptLimit,
            String cron,
            String timeZone,
            Instant due);

    /** Of all workspaces, for the worker's role alone. */
    @Query("""
            SELECT workspace_id, id, cron, time_zone, next_due_at
            FROM due_periodic_jobs(CAST(:at AS timestamptz), :most)
            """)
    List<DuePeriodicJob> due(Instant at, int most);

    /**
     * Enqueues the job of a due time, unless that was done, or the job was paused.
     *
     * @param due the time that was read
     * @param following the next one; null if none will come
     * @return the enqueued job's id, or nothing
     */
    @Query("""
            WITH fired AS (
                UPDATE periodic_jobs
                SET last_due_at = next_due_at, next_due_at = CAST(:following AS timestamptz), updated_at = CAST(:at AS timestamptz)
                WHERE id = :id AND next_due_at = CAST(:due AS timestamptz) AND paused_at IS NULL
                RETURNING *
            )
            INSERT INTO jobs (workspace_id, id, kind, payload, priority, run_at, max_attempts)
            SELECT workspace_id, :jobId, kind, payload, priority, CAST(:at AS timestamptz), max_attempts
            FROM fired
            RETURNING id
            """)
    List<UUID> fire(UUID id, Instant due, @Nullable Instant following, UUID jobId, Instant at);
}
