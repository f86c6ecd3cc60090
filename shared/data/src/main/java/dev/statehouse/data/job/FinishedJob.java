package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that is done, or was cancelled.
 *
 * @param state completed or cancelled
 */
@Introspected
@MappedEntity("finished_jobs")
public record FinishedJob(
        @Id UUID id,
        String kind,
        String state,
        int attempt,
        int lapses,
        @Nullable String lastError,
        Instant finishedAt) {

    static final String COLUMNS = "id, kind, state, attempt, lapses, last_error, finished_at";
}
