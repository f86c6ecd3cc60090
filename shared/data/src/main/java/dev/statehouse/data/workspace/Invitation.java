package dev.statehouse.data.workspace;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that was asked to join; never the token in the message.
 *
 * @param role that whoever accepts gets
 * @param invitedBy null if a key that acts for nobody did
 */
@Introspected
@MappedEntity("invitations")
public record Invitation(
        @Id UUID id,
        String email,
        String role,
        @Nullable UUID invitedBy,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, email, role, invited_by, expires_at, accepted_at, revoked_at, created_at, updated_at";
}
