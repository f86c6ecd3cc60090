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
 * Which model is to do a task.
 *
 * @param projectId null for all of the workspace
 * @param parameters any JSON object, as the model's provider takes it
 * @param priority from -1000 to 1000; the highest applies
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("model_preferences")
public record ModelPreference(
        @Id UUID id,
        @Nullable UUID projectId,
        String task,
        String provider,
        String model,
        Json parameters,
        int priority,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, project_id, task, provider, model, parameters, priority, revision, deleted_at,"
            + " created_at, updated_at";

    /** Whether the preference is in use; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
