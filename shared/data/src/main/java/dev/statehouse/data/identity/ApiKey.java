package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the authorizer is told of an API key; never the key itself.
 *
 * @param secretSha256 of the whole key
 * @param scopes separated by spaces; null for all that the role allows
 * @param userId the member that it acts for; null for none
 * @param role the lesser of the key's own and its member's present one; null if the member has left
 */
@Introspected
@MappedEntity("api_keys")
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never as part of the record.
public record ApiKey(
        @Id UUID id,
        byte[] secretSha256,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String scopes,
        @Nullable UUID userId,
        @Nullable String role,
        UUID workspaceId,
        String workspaceSlug,
        String plan) {}
