package dev.statehouse.identity.credential;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A credential to be kept.
 *
 * @param provider the service that it is for, such as {@code github}
 * @param name unique among the provider's
 * @param scopes what it allows at its provider, in the provider's words
 * @param value at most 65,536 bytes in UTF-8; never shown again but to those who may use it
 * @param expiresAt from when on it is not given out; absent for never
 */
@Introspected
record NewCredential(
        @NotNull
        @Pattern(
                regexp = "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?",
                message = "must be a lower-case word of at most 100 characters")
        String provider,

        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> scopes,
        @NotEmpty @Size(max = CredentialValues.MOST_BYTES) String value,
        @Nullable Instant expiresAt) {

    List<String> scopesOrNone() {
        return Objects.requireNonNullElse(scopes, List.of());
    }

    /** Without the value. */
    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
