package dev.statehouse.identity.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.statehouse.data.identity.SessionToken;
import io.micronaut.core.annotation.Introspected;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that was opened.
 *
 * @param token shown here and never again; null where the cookie holds it, out of the reach of scripts
 * @param expiresAt unless it is used before
 * @param endsAt whatever is done with it
 */
@Introspected
record OpenedSession(UUID id, UUID userId, @Nullable String token, Instant expiresAt, Instant endsAt) {

    static OpenedSession of(SessionToken token, Instant now, Duration unused, Duration most) {
        Instant end = now.plus(most);
        Instant expiry = now.plus(unused);
        return new OpenedSession(
                token.sessionId(), token.userId(), token.text(), expiry.isBefore(end) ? expiry : end, end);
    }

    OpenedSession withoutToken() {
        return new OpenedSession(id, userId, null, expiresAt, endsAt);
    }

    @JsonIgnore
    byte[] sha256() {
        return Objects.requireNonNull(SessionToken.parse(Objects.requireNonNull(token)))
                .sha256();
    }

    /** Without the token, for a log would keep it. */
    @Override
    public String toString() {
        return "session " + id;
    }
}
