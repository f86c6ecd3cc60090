package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the authorizer is told of a login session, and of its person's place in the workspace that the request names.
 *
 * @param expiresAt moves with use, up to {@code endsAt}
 * @param workspaceId null, like role and plan, if none is named, or none that the person belongs to
 */
@Introspected
@MappedEntity("user_sessions")
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never as part of the record.
public record FoundSession(
        @Id UUID id,
        byte[] tokenSha256,
        Instant expiresAt,
        Instant endsAt,
        @Nullable Instant revokedAt,
        UUID userId,
        @Nullable UUID workspaceId,
        @Nullable String role,
        @Nullable String plan) {}
