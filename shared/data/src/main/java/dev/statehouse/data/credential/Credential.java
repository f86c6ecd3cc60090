package dev.statehouse.data.credential;

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
 * What is known of a credential of another service; never its value.
 *
 * @param provider the service that it is for, such as {@code github}
 * @param name unique among the provider's
 * @param scopes what it allows at its provider, in the provider's words
 * @param expiresAt from when on it is not given out; null for never
 * @param lastUsedBy the API key, login session or token issuer that it was given to last
 * @param revision moves with every change; the ETag
 */
@Introspected
@MappedEntity("visible_credentials")
public record Credential(
        @Id UUID id,
        String provider,
        String name,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable UUID lastUsedBy,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, provider, name, scopes, expires_at, last_used_at, last_used_by, revision, created_at, updated_at";
}
