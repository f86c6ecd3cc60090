package dev.statehouse.identity.session;

import dev.statehouse.data.identity.UserSession;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/**
 * A session as its person sees it.
 *
 * @param device what the client said that it is, at the login
 * @param address that the login came from
 * @param lastSeenAt to the minute
 * @param expiresAt unless it is used before
 * @param current whether it is that of the request
 */
@Introspected
record LoginSession(
        UUID id,
        String device,
        String address,
        Instant lastSeenAt,
        Instant expiresAt,
        Instant createdAt,
        boolean current) {

    static LoginSession of(UserSession session, UUID current) {
        return new LoginSession(
                session.id(),
                session.device(),
                session.address(),
                session.lastSeenAt(),
                session.expiresAt(),
                session.createdAt(),
                session.id().equals(current));
    }
}
