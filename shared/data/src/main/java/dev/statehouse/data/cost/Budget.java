package dev.statehouse.data.cost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What runs may cost in a calendar month (UTC), in millionths of a dollar.
 *
 * @param projectId null for all runs of the workspace
 * @param softLimitMicrousd from which on is warned; null for none
 * @param hardLimitMicrousd from which on no run is queued; null for none
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("budgets")
public record Budget(
        @Id UUID id,
        @Nullable UUID projectId,
        @Nullable Long softLimitMicrousd,
        @Nullable Long hardLimitMicrousd,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, project_id, soft_limit_microusd, hard_limit_microusd, revision, deleted_at, created_at, updated_at";

    /** Whether the budget holds; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
