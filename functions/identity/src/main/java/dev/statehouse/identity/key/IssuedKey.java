package dev.statehouse.identity.key;

import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.workspace.WorkspaceKey;
import dev.statehouse.http.ShownOnce;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made.
 *
 * @param key to be sent as {@code Authorization: Bearer …}; shown in this answer and never again: null in a repeat of it
 */
@Introspected
record IssuedKey(
        UUID id,
        @Nullable String key,
        String name,
        String prefix,
        String role,
        @Nullable List<String> scopes,
        @Nullable UUID userId,
        @Nullable Instant expiresAt,
        Instant createdAt)
        implements ShownOnce {

    static IssuedKey of(WorkspaceKey row, ApiKeyText text) {
        return new IssuedKey(
                row.id(),
                text.text(),
                row.name(),
                row.prefix(),
                row.role(),
                row.scopes(),
                row.userId(),
                row.expiresAt(),
                row.createdAt());
    }

    @Override
    public IssuedKey withoutSecret() {
        return new IssuedKey(id, null, name, prefix, role, scopes, userId, expiresAt, createdAt);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
