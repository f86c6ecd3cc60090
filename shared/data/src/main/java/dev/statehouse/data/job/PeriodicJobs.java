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

    /** The same, held until the transaction's end. */
    @Query("SELECT " + PeriodicJob.COLUMNS + " FROM periodic_jobs WHERE id = :id FOR UPDATE")
    @Nullable
    PeriodicJob lock(UUID id);

    /**
     * Newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + PeriodicJob.COLUMNS + """

            FROM periodic_jobs
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<PeriodicJob> list(@Nullable UUID before, int rows);

    @Query("SELECT count(*) FROM periodic_jobs")
    long count();

    /** {@return the new row, or nothing if its name is taken} */
    @Query("""
            INSERT INTO periodic_jobs
                (workspace_id, id, name, kind, payload, max_attempts, cron, time_zone, next_due_at, planned_at, paused_at)
            VALUES ((SELECT current_workspace()), :id, :name, :kind, CAST(:payload AS jsonb), :attemptLimit, :cron, :timeZone,
                    CAST(:due AS timestamptz), CAST(:at AS timestamptz), CAST(:pausedAt AS timestamptz))
            ON CONFLICT (workspace_id, name) DO NOTHING
            RETURNING\s""" + PeriodicJob.COLUMNS)
    List<PeriodicJob> insert(
            UUID id,
            String name,
            String kind,
            Json payload,
            int attemptLimit,
            String cron,
            String timeZone,
            @Nullable Instant due,
            Instant at,
            @Nullable Instant pausedAt);

    @Query("""
            UPDATE periodic_jobs
            SET payload = CAST(:payload AS jsonb), cron = :cron, time_zone = :timeZone, next_due_at = CAST(:due AS timestamptz),
                planned_at = CAST(:plannedAt AS timestamptz), paused_at = CAST(:pausedAt AS timestamptz),
                revision = revision + 1, updated_at = CAST(:at AS timestamptz)
            WHERE id = :id
            RETURNING\s""" + PeriodicJob.COLUMNS)
    List<PeriodicJob> change(
            UUID id,
            Json payload,
            String cron,
            String timeZone,
            @Nullable Instant due,
            Instant plannedAt,
            @Nullable Instant pausedAt,
            Instant at);

    /** {@return the deleted row, or nothing if it is not there or has another revision} */
    @Query("""
            DELETE FROM periodic_jobs
            WHERE id = :id AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + PeriodicJob.COLUMNS)
    List<PeriodicJob> delete(UUID id, @Nullable Integer expected);

    /** Of all workspaces, for the worker's role alone. */
    @Query("""
            SELECT workspace_id, id, cron, time_zone, next_due_at
            FROM due_periodic_jobs(CAST(:at AS timestamptz), :most)
            """)
    List<DuePeriodicJob> due(Instant at, int most);

    /** Those of all workspaces that were planned after an instant, for the worker's role alone. */
    @Query("""
            SELECT workspace_id, id, cron, time_zone, last_due_at, planned_at
            FROM periodic_jobs_planned_after(CAST(:instant AS timestamptz), :most)
            """)
    List<MisplannedJob> plannedAfter(Instant instant, int most);

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
                SET last_due_at = next_due_at, next_due_at = CAST(:following AS timestamptz),
                    planned_at = CAST(:at AS timestamptz), updated_at = CAST(:at AS timestamptz)
                WHERE id = :id AND next_due_at = CAST(:due AS timestamptz) AND paused_at IS NULL
                RETURNING *
            )
            INSERT INTO jobs (workspace_id, id, kind, payload, priority, run_at, max_attempts)
            SELECT workspace_id, :jobId, kind, payload, priority, CAST(:at AS timestamptz), max_attempts
            FROM fired
            RETURNING id
            """)
    List<UUID> fire(UUID id, Instant due, @Nullable Instant following, UUID jobId, Instant at);

    /**
     * Moves the next time, unless somebody planned anew since.
     *
     * @param plannedAt what was read
     * @param due null if none will come
     */
    @Query("""
            UPDATE periodic_jobs
            SET next_due_at = CAST(:due AS timestamptz), planned_at = CAST(:at AS timestamptz), updated_at = CAST(:at AS timestamptz)
            WHERE id = :id AND planned_at = CAST(:plannedAt AS timestamptz) AND paused_at IS NULL
            """)
    int replan(UUID id, Instant plannedAt, @Nullable Instant due, Instant at);
}
