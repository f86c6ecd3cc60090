package dev.statehouse.data.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done in a project.
 *
 * @param number counts from 1 in its project, without gaps; never used again
 * @param state {@code open}, {@code planned}, {@code in_progress}, {@code in_review} or {@code closed}
 * @param externalUrl where it is kept besides; null if nowhere
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("issues")
public record Issue(
        @Id UUID id,
        UUID projectId,
        int number,
        String title,
        String body,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> labels,
        String state,
        @Nullable String externalUrl,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, project_id, number, title, body, labels, state, external_url, revision, deleted_at,"
                    + " created_at, updated_at";

    /** Whether the issue is there; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
