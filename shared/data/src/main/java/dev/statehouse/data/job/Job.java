package dev.statehouse.data.job;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that waits or runs.
 *
 * @param attempt how many were begun
 * @param leaseUntil null while it waits
 * @param fence of the newest claim
 * @param lapses leases that ran out, each with its attempt's work done in part, or wholly
 */
@Introspected
@MappedEntity("jobs")
public record Job(
        @Id UUID id,
        String kind,
        Json payload,
        int priority,
        Instant runAt,
        @Nullable String uniqueKey,
        int maxAttempts,
        int attempt,
        @Nullable Instant leaseUntil,
        long fence,
        int lapses,
        @Nullable Instant cancelRequestedAt,
        @Nullable String lastError) {

    static final String COLUMNS =
            "id, kind, payload, priority, run_at, unique_key, max_attempts, attempt, lease_until, fence,"
                    + " lapses, cancel_requested_at, last_error";
}
