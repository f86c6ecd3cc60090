package dev.statehouse.data.knowledge;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that was announced for an entry.
 *
 * @param contentType what it is said to be
 * @param sha256 in 64 hexadecimal digits
 * @param contentVersion which of the entry's contents it became; null until the entry has taken it
 * @param expiresAt when it goes; null while the entry keeps it
 */
@Introspected
@MappedEntity("knowledge_uploads")
public record KnowledgeUpload(
        @Id UUID id,
        UUID entryId,
        String contentType,
        int bytes,
        String sha256,
        @Nullable Integer contentVersion,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, entry_id, content_type, bytes, sha256, content_version, expires_at, created_at, updated_at";
}
