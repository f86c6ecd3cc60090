package dev.statehouse.identity.issuer;

import dev.statehouse.data.workspace.TokenIssuer;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an issuer; absent fields stay as they are. Its name and audience are what it is, and stay.
 *
 * @param requiredScope null in JSON means nothing
 * @param scopes null in JSON means what the changer's own credential may be used for
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record IssuerChanges(
        @Nullable @Size(min = 1, max = 10)
        List<@NotNull @Pattern(regexp = Forms.ALGORITHM, message = Forms.NO_ALGORITHM) String> algorithms,

        @Nullable
        Optional<@Size(max = 200) @Pattern(regexp = Forms.WORD, message = Forms.NO_WORD) String> requiredScope,

        @Nullable @Size(max = 1000) String jwksUrl,

        @Nullable @Pattern(regexp = Forms.ROLE, message = Forms.NO_ROLE)
        String role,

        @Nullable Optional<@Size(min = 1, max = 50) List<@NotNull @Size(max = 50) String>> scopes,
        @Nullable Boolean active) {

    String[] algorithms(TokenIssuer issuer) {
        return Objects.requireNonNullElse(algorithms, issuer.algorithms()).stream()
                .distinct()
                .toArray(String[]::new);
    }

    @Nullable
    String requiredScope(TokenIssuer issuer) {
        return requiredScope == null ? issuer.requiredScope() : requiredScope.orElse(null);
    }

    String jwksUrl(TokenIssuer issuer) {
        return jwksUrl == null ? issuer.jwksUrl() : Forms.jwksUrl(jwksUrl);
    }

    String role(TokenIssuer issuer) {
        return Objects.requireNonNullElse(role, issuer.role());
    }

    boolean active(TokenIssuer issuer) {
        return Objects.requireNonNullElse(active, issuer.active());
    }
}
