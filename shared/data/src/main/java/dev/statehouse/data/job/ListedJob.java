package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in whatever state; without its payload, which may tell of what is private.
 *
 * @param state queued, running, completed, cancelled or dead
 * @param priority from 0, which goes first, to 3
 * @param runAt not before
 * @param attempt how many were begun
 * @param lapses attempts whose worker went away
 * @param progressTotal null where it is not known
 * @param finishedAt when it was completed, cancelled or given up
 */
@Introspected
@MappedEntity("jobs")
public record ListedJob(
        @Id UUID id,
        String kind,
        String state,
        int priority,
        Instant runAt,
        int attempt,
        int maxAttempts,
        int lapses,
        long progressDone,
        @Nullable Long progressTotal,
        String progressText,
        @Nullable String lastError,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant finishedAt,
        Instant createdAt) {

    static final String COLUMNS = "id, kind, state, priority, run_at, attempt, max_attempts, lapses, progress_done,"
            + " progress_total, progress_text, last_error, cancel_requested_at, finished_at, created_at";

    /** Jobs of all states as one list, under the policies of each table. */
    static final String ROWS = """
            (SELECT id, kind, CASE WHEN lease_until IS NULL THEN 'queued' ELSE 'running' END AS state, priority, run_at, attempt,
                    max_attempts, lapses, progress_done, progress_total, progress_text, last_error, cancel_requested_at,
                    CAST(NULL AS timestamptz) AS finished_at, created_at
             FROM jobs
             UNION ALL
             SELECT id, kind, 'dead', priority, run_at, attempt, max_attempts, lapses, progress_done, progress_total,
                    progress_text, last_error, NULL, died_at, created_at
             FROM dead_jobs
             UNION ALL
             SELECT id, kind, state, priority, run_at, attempt, max_attempts, lapses, progress_done, progress_total,
                    progress_text, last_error, NULL, finished_at, created_at
             FROM finished_jobs) AS listed_jobs
            """;
}
