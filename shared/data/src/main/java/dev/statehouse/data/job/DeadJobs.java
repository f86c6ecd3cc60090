package dev.statehouse.data.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The dead jobs of the bound workspace: kept until they are driven again. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DeadJobs extends GenericRepository<DeadJob, UUID> {

    @Query("SELECT " + DeadJob.COLUMNS + " FROM dead_jobs WHERE id = :id")
    @Nullable
    DeadJob find(UUID id);

    /** Oldest first. */
    @Query("SELECT " + DeadJob.COLUMNS + """

            FROM dead_jobs
            WHERE kind = :kind
            ORDER BY id
            LIMIT :rows
            """)
    List<DeadJob> ofKind(String kind, int rows);

    /**
     * Has dead jobs tried from the first attempt on. One whose unique key is taken by now stays dead.
     *
     * @param id of one of them; null for the oldest of a kind
     * @param kind null for any
     * @param rows at most so many
     * @return ids of those that wait again
     */
    // Deleted first, so that of two at once one finds nothing. Of several dead ones with the same key, one is driven.
    @Query("""
            WITH dead AS (
                DELETE FROM dead_jobs
                WHERE id IN (
                    SELECT DISTINCT ON (d.kind, coalesce(d.unique_key, CAST(d.id AS text))) d.id
                    FROM dead_jobs d
                    WHERE (CAST(:id AS uuid) IS NULL OR d.id = CAST(:id AS uuid))
                      AND (CAST(:kind AS text) IS NULL OR d.kind = CAST(:kind AS text))
                      AND NOT EXISTS (SELECT FROM jobs j WHERE j.kind = d.kind AND j.unique_key = d.unique_key)
                    ORDER BY d.kind, coalesce(d.unique_key, CAST(d.id AS text)), d.id
                    LIMIT :rows)
                RETURNING *
            )
            INSERT INTO jobs (workspace_id, id, kind, payload, person_id, priority, run_at, unique_key, max_attempts, fence, lapses,
                              progress_done, progress_total, progress_text, last_error, created_at)
            SELECT workspace_id, id, kind, payload, person_id, priority, CAST(:at AS timestamptz), unique_key, max_attempts, fence,
                   lapses, progress_done, progress_total, progress_text, last_error, created_at
            FROM dead
            RETURNING id
            """)
    List<UUID> redrive(@Nullable UUID id, @Nullable String kind, int rows, Instant at);
}
