package dev.statehouse.identity.credential;

import dev.statehouse.data.credential.Credential;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credential with its value in the clear. */
@Introspected
record UsableCredential(
        UUID id,
        String provider,
        String name,
        List<String> scopes,
        @Nullable Instant expiresAt,
        String value) {

    static UsableCredential of(Credential credential, String value) {
        return new UsableCredential(
                credential.id(),
                credential.provider(),
                credential.name(),
                credential.scopes(),
                credential.expiresAt(),
                value);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
