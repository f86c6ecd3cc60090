package dev.statehouse.data.workspace;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace, as one of its members sees it.
 *
 * @param slug unique over all workspaces
 * @param plan what its limits follow from
 * @param settings any JSON object
 * @param historyRetentionDays how long its history is kept; null for ever
 * @param role of who asks
 * @param revision moves with every change; the ETag
 */
@Introspected
@MappedEntity("workspaces")
public record Workspace(
        @Id UUID id,
        String slug,
        String name,
        String plan,
        Json settings,
        @Nullable Integer historyRetentionDays,
        String role,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    /** With the role as the statement's parameter. */
    static final String COLUMNS =
            "id, slug, name, plan, settings, history_retention_days, CAST(:role AS text) AS role, revision, created_at, updated_at";
}
