package dev.statehouse.data.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How texts of a language are to be written.
 *
 * @param projectId null for all of the workspace
 * @param language of people or of programs, such as {@code en-GB} or {@code ruby}
 * @param name unique in its project or the workspace, for each language
 * @param settings any JSON object
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("style_guides")
public record StyleGuide(
        @Id UUID id,
        @Nullable UUID projectId,
        String language,
        String name,
        String content,
        Json settings,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, project_id, language, name, content, settings, revision, deleted_at, created_at, updated_at";

    /** Whether the guide is in use; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
