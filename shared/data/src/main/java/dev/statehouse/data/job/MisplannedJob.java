package dev.statehouse.data.job;

import dev.statehouse.data.Tenant;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A periodic job whose next time was computed by a clock that is ahead; also the tenant that it is of. */
@Introspected
public record MisplannedJob(
        UUID workspaceId,
        UUID id,
        String cron,
        String timeZone,
        @Nullable Instant lastDueAt,
        Instant plannedAt) implements Tenant {

    @Override
    public @Nullable UUID personId() {
        return null;
    }
}
