package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A login session; never its token.
 *
 * @param device what the client said that it is
 * @param address that the login came from
 * @param expiresAt unless it is used before; never later than {@code endsAt}
 * @param endsAt whatever is done with it
 */
@Introspected
@MappedEntity("user_sessions")
public record UserSession(
        @Id UUID id,
        UUID userId,
        String device,
        String address,
        Instant lastSeenAt,
        Instant expiresAt,
        Instant endsAt,
        Instant createdAt) {

    static final String COLUMNS = "id, user_id, device, address, last_seen_at, expires_at, ends_at, created_at";
}
