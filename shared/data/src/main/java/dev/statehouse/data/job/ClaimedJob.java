package dev.statehouse.data.job;

import dev.statehouse.data.Json;
import dev.statehouse.data.Tenant;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job under a worker's lease. It is also the tenant that the job's work is bound to.
 *
 * @param attempt which this is; counts from 1, and is beyond {@code maxAttempts} if the last one's lease ran out
 * @param fence of this claim: what is said of the job counts while no later claim was made
 * @param lapsed whether the attempt before this one ended by its lease running out
 */
@Introspected
@MappedEntity("jobs")
public record ClaimedJob(
        UUID workspaceId,
        @Id UUID id,
        String kind,
        Json payload,
        @Nullable UUID personId,
        int priority,
        Instant runAt,
        int maxAttempts,
        int attempt,
        long fence,
        boolean lapsed,
        boolean cancelRequested,
        @Nullable String lastError)
        implements Tenant {}
