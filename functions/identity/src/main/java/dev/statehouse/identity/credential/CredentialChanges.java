package dev.statehouse.identity.credential;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a credential; absent fields stay as they are.
 *
 * @param value at most 65,536 bytes in UTF-8
 * @param expiresAt null in JSON means never
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record CredentialChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> scopes,

        @Nullable @Size(min = 1, max = CredentialValues.MOST_BYTES)
        String value,

        @Nullable Optional<Instant> expiresAt) {

    boolean movesExpiry() {
        return expiresAt != null;
    }

    @Nullable
    Instant newExpiry() {
        return expiresAt == null ? null : expiresAt.orElse(null);
    }

    String @Nullable [] scopeArray() {
        return scopes == null ? null : scopes.toArray(String[]::new);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "changes of a credential";
    }
}
