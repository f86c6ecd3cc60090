package dev.statehouse.data.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message was before it was changed, deleted or restored.
 *
 * @param revision of the message, that it was
 * @param deletedAt when it had been deleted; null if it had not
 * @param writtenAt when it became so
 * @param replacedBy who changed it; null if a key that acts for nobody did
 * @param replacedAt when
 */
@Introspected
@MappedEntity("message_revisions")
public record MessageRevision(
        @JsonIgnore @Id UUID id,
        @MappedProperty("number") int revision,
        String role,
        String content,
        Json metadata,
        int tokenCount,
        boolean pinned,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant writtenAt,
        @Nullable UUID replacedBy,
        @MappedProperty("created_at") Instant replacedAt) {

    static final String COLUMNS =
            "id, number, role, content, metadata, token_count, pinned, deleted_at, written_at, replaced_by, created_at";

    /** Whether it had not been deleted. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
