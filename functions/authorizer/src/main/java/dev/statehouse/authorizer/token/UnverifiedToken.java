package dev.statehouse.authorizer.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.FoundTokenIssuer;
import dev.statehouse.data.identity.JwtText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JWT says of itself, which anybody could have written: true only once {@link IssuerKeys#signed} says so. Of its
 * header only {@code alg}, {@code kid}, {@code typ} and {@code crit} are read: keys, and addresses of keys, that a token
 * brings along ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) are never looked at.
 *
 * @param keyId null for none
 * @param expiresAt from when on it is refused
 * @param begins the later of its {@code nbf} and its {@code iat}
 * @param scopes that it claims, by either of the names that there are for that
 */
public record UnverifiedToken(
        JwtText text,
        String algorithm,
        @Nullable String keyId,
        String issuer,
        List<String> audiences,
        String subject,
        Instant expiresAt,
        Instant begins,
        Set<String> scopes) {

    /** By how much an issuer's clock may be ahead of this one. None is granted at a token's end. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Those of access and ID tokens (RFC 9068, section 2.1); other kinds, such as logout tokens, are no credentials. */
    private static final List<String> TYPES = List.of("jwt", "at+jwt", "application/at+jwt");

    private static final int LONGEST_KEY_ID = 500;
    private static final String TYPE = "typ";

    /** The token's claims; null if they are not those of a JWT that could be a credential here. */
    public static @Nullable UnverifiedToken read(JwtText text) {
        JsonNode header = StrictJson.object(text.header());
        JsonNode payload = StrictJson.object(text.payload());
        return header == null || payload == null || !isUnderstood(header) ? null : read(text, header, payload);
    }

    // RFC 7515, section 4.1.11: what a critical extension means must be understood, and none is here.
    private static boolean isUnderstood(JsonNode header) {
        JsonNode keyId = header.path("kid");
        boolean keyIsNamed =
                keyId.isMissingNode() || (keyId.isTextual() && keyId.asText().length() <= LONGEST_KEY_ID);
        boolean isCredential =
                !header.has(TYPE) || TYPES.contains(header.path(TYPE).asText().toLowerCase(Locale.ROOT));
        return header.path("alg").isTextual() && keyIsNamed && isCredential && !header.has("crit");
    }

    private static @Nullable UnverifiedToken read(JwtText text, JsonNode header, JsonNode payload) {
        Claims claims = new Claims(payload);
        String issuer = claims.word("iss", 500);
        String subject = claims.word("sub", 255);
        List<String> audiences = claims.audiences();
        Instant expiresAt = claims.instant("exp", null);
        Instant notBefore = claims.instant("nbf", Instant.EPOCH);
        Instant issuedAt = claims.instant("iat", Instant.EPOCH);
        if (issuer == null || subject == null || expiresAt == null || notBefore == null || issuedAt == null) {
            return null;
        }
        return new UnverifiedToken(
                text,
                header.path("alg").asText(),
                header.path("kid").textValue(),
                issuer,
                audiences,
                subject,
                expiresAt,
                notBefore.isAfter(issuedAt) ? notBefore : issuedAt,
                claims.scopes());
    }

    /** Whether it says that it is a token of this issuer, signed as this issuer has to. */
    public boolean isSignedAsBy(FoundTokenIssuer expected) {
        return issuer.equals(expected.issuer())
                && Arrays.asList(expected.algorithms().split(" ", -1)).contains(algorithm);
    }

    /** Why a token of this issuer is no credential at this time; null if it is one. */
    public @Nullable TokenFault fault(FoundTokenIssuer issuer, Instant now) {
        if (!audiences.contains(issuer.audience())) {
            return TokenFault.AUDIENCE;
        }
        if (issuer.requiredScope() != null && !scopes.contains(issuer.requiredScope())) {
            return TokenFault.SCOPE;
        }
        if (begins.isAfter(now.plus(SKEW))) {
            return TokenFault.EARLY;
        }
        return now.isBefore(expiresAt) ? null : TokenFault.EXPIRED;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return algorithm + " token of " + issuer + " until " + expiresAt;
    }
}
