package dev.statehouse.data.project;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A style guide without its content.
 *
 * @param projectId null for all of the workspace
 */
@Introspected
@MappedEntity("style_guides")
public record StyleGuideSummary(
        @Id UUID id,
        @Nullable UUID projectId,
        String language,
        String name,
        Json settings,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, project_id, language, name, settings, revision, created_at, updated_at";
}
