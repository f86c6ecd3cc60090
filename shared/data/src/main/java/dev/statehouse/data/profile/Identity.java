package dev.statehouse.data.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is shown under masks.
 *
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("identities")
public record Identity(
        @Id UUID id,
        String name,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, name, revision, deleted_at, created_at, updated_at";

    /** Whether the identity is there; a deleted one can be restored. */
    @JsonProperty("isActive")
    public boolean active() {
        return deletedAt == null;
    }
}
