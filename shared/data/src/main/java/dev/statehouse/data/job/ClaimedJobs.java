package dev.statehouse.data.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the worker's role may do with jobs of all workspaces. Elements of arrays belong together by their place. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ClaimedJobs extends GenericRepository<ClaimedJob, UUID> {

    /** Workspaces and priorities with a due job, from after a workspace on; null for all. In those reached, from there on. */
    @Query("""
            SELECT workspace_id, priority, run_at, id
            FROM due_lanes(CAST(:after AS uuid), CAST(:workspaces AS uuid[]), CAST(:priorities AS smallint[]),
                           CAST(:reached AS timestamptz[]), CAST(:reachedIds AS uuid[]), CAST(:at AS timestamptz), :most)
            """)
    List<Lane> lanes(
            @Nullable UUID after,
            String[] workspaces,
            String[] priorities,
            String[] reached,
            String[] reachedIds,
            Instant at,
            int most);

    @Query("""
            SELECT workspace_id, id, kind, payload, person_id, priority, run_at, max_attempts, attempt, fence, lapsed,
                   cancel_requested, last_error
            FROM claim_jobs(CAST(:workspaces AS uuid[]), CAST(:priorities AS smallint[]), CAST(:reached AS timestamptz[]),
                            CAST(:reachedIds AS uuid[]), :mostEach, :most, CAST(:at AS timestamptz), CAST(:until AS timestamptz))
            """)
    List<ClaimedJob> claim(
            String[] workspaces,
            String[] priorities,
            String[] reached,
            String[] reachedIds,
            int mostEach,
            int most,
            Instant at,
            Instant until);

    /**
     * Puts jobs away.
     *
     * @param outcome completed or cancelled
     * @return ids of those whose claims stood
     */
    @Query("""
            SELECT finish_jobs(CAST(:workspaces AS uuid[]), CAST(:ids AS uuid[]), CAST(:fences AS bigint[]), :outcome,
                               CAST(:at AS timestamptz))
            """)
    List<UUID> finish(String[] workspaces, String[] ids, String[] fences, String outcome, Instant at);

    /**
     * Ends an attempt that failed.
     *
     * @param nextRunAt null for never
     * @return queued, dead or cancelled; null if the claim is over
     */
    @Query("""
            SELECT fail_job(:workspaceId, :id, :fence, :error, CAST(:nextRunAt AS timestamptz), CAST(:at AS timestamptz))
            """)
    @Nullable
    String fail(UUID workspaceId, UUID id, long fence, String error, @Nullable Instant nextRunAt, Instant at);

    /** Prolongs leases; answers those whose claims stand. */
    @Query("""
            SELECT id, cancel_requested
            FROM extend_leases(CAST(:workspaces AS uuid[]), CAST(:ids AS uuid[]), CAST(:fences AS bigint[]),
                               CAST(:until AS timestamptz))
            """)
    List<HeldLease> extend(String[] workspaces, String[] ids, String[] fences, Instant until);

    /** Gives jobs back, as if they had not been claimed. */
    @Query("SELECT release_jobs(CAST(:workspaces AS uuid[]), CAST(:ids AS uuid[]), CAST(:fences AS bigint[]))")
    int release(String[] workspaces, String[] ids, String[] fences);

    /** {@return whether the claim stands} */
    @Query("SELECT report_progress(:workspaceId, :id, :fence, :done, CAST(:total AS bigint), :text)")
    boolean progress(UUID workspaceId, UUID id, long fence, long done, @Nullable Long total, String text);
}
