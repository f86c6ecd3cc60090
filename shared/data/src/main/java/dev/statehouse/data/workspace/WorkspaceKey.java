package dev.statehouse.data.workspace;

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
 * An API key, as the admins of its workspace see it: neither the key nor its hash.
 *
 * @param prefix the letters after {@code sth_}, by which its bearer recognises it
 * @param scopes what it may be used for; null for all that its role allows
 * @param userId the member that it acts for; null for none
 * @param replacedBy the key that a rotation made in its place
 */
@Introspected
@MappedEntity("api_keys")
public record WorkspaceKey(
        @Id UUID id,
        String name,
        String prefix,
        String role,
        @TypeDef(type = DataType.STRING_ARRAY) @Nullable List<String> scopes,
        @Nullable UUID userId,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable UUID replacedBy,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, name, prefix, role, scopes, user_id, expires_at, last_used_at, revoked_at,"
            + " replaced_by, created_at, updated_at";
}
