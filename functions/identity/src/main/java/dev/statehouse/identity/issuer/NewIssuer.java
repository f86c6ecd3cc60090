package dev.statehouse.identity.issuer;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider whose tokens are to be accepted.
 *
 * @param issuer what a token's {@code iss} must be, letter by letter: an https URL
 * @param audience what must be among a token's {@code aud}
 * @param algorithms that its tokens may be signed with: RS256, PS256, ES256, their kin of 384 and 512, and EdDSA; RS256 if
 *     absent
 * @param requiredScope what must be among a token's scopes; absent for nothing
 * @param jwksUrl where its public keys are, an https URL; absent for {@code /.well-known/jwks.json} below the issuer
 * @param role that its tokens act with; viewer if absent
 * @param scopes of its tokens, such as {@code prompts:read}; absent for what the maker's own credential may be used for
 * @param active whether its tokens are accepted; true if absent
 */
@Introspected
record NewIssuer(
        @NotNull @Size(max = 500) String issuer,

        @NotNull @Size(max = 500) @Pattern(regexp = Forms.WORD, message = Forms.NO_WORD)
        String audience,

        @Nullable @Size(min = 1, max = 10)
        List<@NotNull @Pattern(regexp = Forms.ALGORITHM, message = Forms.NO_ALGORITHM) String> algorithms,

        @Nullable @Size(max = 200) @Pattern(regexp = Forms.WORD, message = Forms.NO_WORD)
        String requiredScope,

        @Nullable @Size(max = 1000) String jwksUrl,

        @Nullable @Pattern(regexp = Forms.ROLE, message = Forms.NO_ROLE)
        String role,

        @Nullable @Size(min = 1, max = 50) List<@NotNull @Size(max = 50) String> scopes,
        @Nullable Boolean active) {

    String[] algorithmArray() {
        return Objects.requireNonNullElse(algorithms, List.of("RS256")).stream()
                .distinct()
                .toArray(String[]::new);
    }

    String jwksUrlOrDefault() {
        return jwksUrl == null ? issuer.replaceFirst("/$", "") + "/.well-known/jwks.json" : jwksUrl;
    }

    String roleOrLeast() {
        return Objects.requireNonNullElse(role, "viewer");
    }

    boolean activeOrNot() {
        return !Boolean.FALSE.equals(active);
    }
}
