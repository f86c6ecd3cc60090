package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; never the key itself.
 *
 * @param secretSha256 of the whole key
 * @param role what it may do in its workspace
 * @param userId the member that it acts for; null for none
 */
@Introspected
@MappedEntity("api_keys")
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never as part of the record.
public record ApiKey(
        @Id UUID id,
        UUID workspaceId,
        byte[] secretSha256,
        String role,
        @Nullable UUID userId,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
