package dev.statehouse.crud.webhook;

import dev.statehouse.http.ShownOnce;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's new secret.
 *
 * @param secret shown in this answer and never again: null in a repeat of it
 * @param previousExpiresAt until then deliveries are signed with the one before as well
 */
@Introspected
record IssuedSecret(@Nullable String secret, Instant previousExpiresAt) implements ShownOnce {

    @Override
    public IssuedSecret withoutSecret() {
        return new IssuedSecret(null, previousExpiresAt);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return "a secret";
    }
}
