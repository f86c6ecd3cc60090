package dev.statehouse.data.job;

import dev.statehouse.data.Tenant;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A periodic job whose time has come; also the tenant that it is of. */
@Introspected
public record DuePeriodicJob(UUID workspaceId, UUID id, String cron, String timeZone, Instant nextDueAt)
        implements Tenant {

    @Override
    public @Nullable UUID personId() {
        return null;
    }
}
