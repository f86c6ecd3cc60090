package dev.statehouse.data.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The waiting and running jobs of the bound workspace; {@link JobQueue} enqueues them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Jobs extends GenericRepository<Job, UUID> {

    @Query("SELECT " + Job.COLUMNS + " FROM jobs WHERE id = :id")
    @Nullable
    Job find(UUID id);

    /** Waiting and running, up to a limit. */
    @Query("SELECT count(*) FROM (SELECT FROM jobs LIMIT :most) AS some")
    long count(int most);

    /** The job that waits or runs with this key. */
    @Query("SELECT " + Job.COLUMNS + " FROM jobs WHERE kind = :kind AND unique_key = :uniqueKey")
    @Nullable
    Job ofKey(String kind, String uniqueKey);

    /**
     * Enqueues jobs; elements of one place make a job. Where a unique key is taken, nothing is made.
     *
     * @param uniqueKeys null if no job has one, which takes half as long
     * @return ids of what was made
     */
    @Query("""
            SELECT id
            FROM enqueue_jobs(CAST(:ids AS uuid[]), CAST(:kinds AS text[]), CAST(:payloads AS jsonb[]), CAST(:people AS uuid[]),
                              CAST(:priorities AS smallint[]), CAST(:runAts AS timestamptz[]),
                              CAST(:attemptLimits AS smallint[]), CAST(:uniqueKeys AS text[])) AS id
            """)
    List<UUID> enqueue(
            String[] ids,
            String[] kinds,
            String[] payloads,
            @Nullable String[] people,
            String[] priorities,
            String[] runAts,
            String[] attemptLimits,
            @Nullable String @Nullable [] uniqueKeys);

    /**
     * Cancels a job that waits; it is among the finished ones then.
     *
     * @return its id, or nothing if it does not wait
     */
    @Query("""
            WITH cancelled AS (
                DELETE FROM jobs
                WHERE id = :id AND lease_until IS NULL
                RETURNING *
            )
            INSERT INTO finished_jobs
                (workspace_id, id, kind, state, payload, person_id, priority, run_at, max_attempts, attempt, lapses,
                 progress_done, progress_total, progress_text, last_error, finished_at, created_at)
            SELECT workspace_id, id, kind, 'cancelled', payload, person_id, priority, run_at, max_attempts, attempt, lapses,
                   progress_done, progress_total, progress_text, last_error, CAST(:at AS timestamptz), created_at
            FROM cancelled
            RETURNING id
            """)
    List<UUID> cancelWaiting(UUID id, Instant at);

    /**
     * Asks a job that runs to end; its worker learns it at the next heartbeat.
     *
     * @return its id, or nothing if it does not run
     */
    @Query("""
            UPDATE jobs
            SET cancel_requested_at = coalesce(cancel_requested_at, CAST(:at AS timestamptz)), updated_at = CAST(:at AS timestamptz)
            WHERE id = :id AND lease_until IS NOT NULL
            RETURNING id
            """)
    List<UUID> askToEnd(UUID id, Instant at);
}
