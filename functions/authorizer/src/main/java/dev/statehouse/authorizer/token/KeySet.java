package dev.statehouse.authorizer.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public keys of an issuer (RFC 7517). The one class that knows the library which checks signatures. Immutable. */
final class KeySet {

    /** More than any issuer rotates through. */
    private static final int MOST_KEYS = 100;

    /** Of a token that names no key. */
    private static final int MOST_TRIED = 4;

    /** Shorter ones are broken (RFC 7518, section 3.3); longer ones cost more than they protect. */
    private static final int LEAST_RSA_BITS = 2_048;

    private static final int MOST_RSA_BITS = 8_192;

    /** All that a public key is; certificates beside it, and private parts, are not read. */
    private static final List<String> MEMBERS = List.of("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y");

    private final JWKSet keys;

    private KeySet(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * Leaves out keys that it does not understand (RFC 7517, section 5).
     *
     * @throws IOException if it is no key set
     */
    static KeySet parse(byte[] json) throws IOException {
        JsonNode document = StrictJson.object(json);
        if (document == null || !document.path("keys").isArray()) {
            throw new IOException("not a JSON Web Key Set");
        }
        List<JWK> keys = new ArrayList<>();
        for (JsonNode key : document.path("keys")) {
            JWK understood = keys.size() < MOST_KEYS ? parse(key) : null;
            if (understood != null) {
                keys.add(understood);
            }
        }
        return new KeySet(new JWKSet(keys));
    }

    private static @Nullable JWK parse(JsonNode key) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : MEMBERS) {
            if (key.path(name).isTextual()) {
                members.put(name, key.path(name).asText());
            }
        }
        try {
            return JWK.parse(members);
        } catch (ParseException | IllegalArgumentException | IllegalStateException notUnderstood) {
            return null;
        }
    }

    /** Whether a key is here that the token could be signed with. */
    boolean hasKeyOf(UnverifiedToken token) {
        return !candidates(token).isEmpty();
    }

    /** Whether one of the keys signed the token. Its algorithm must have been allowed before. */
    boolean signed(UnverifiedToken token) {
        JWSHeader header = new JWSHeader(algorithm(token));
        byte[] signature = token.text().signature();
        return candidates(token).stream()
                .limit(MOST_TRIED)
                .anyMatch(key -> signed(key, header, token.text().signed(), signature));
    }

    // A key of another kind, curve or purpose is none: the token says by which algorithm it claims to be signed, and
    // the key whether that is what it is for.
    private List<JWK> candidates(UnverifiedToken token) {
        JWSAlgorithm algorithm = algorithm(token);
        JWKMatcher.Builder matcher = new JWKMatcher.Builder()
                .keyType(KeyType.forAlgorithm(algorithm))
                .keyUses(KeyUse.SIGNATURE, null)
                .algorithms(algorithm, null);
        if (token.keyId() != null) {
            matcher.keyID(token.keyId());
        }
        if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
            matcher.minKeySize(LEAST_RSA_BITS).maxKeySize(MOST_RSA_BITS);
        } else {
            matcher.curves(
                    algorithm.equals(JWSAlgorithm.EdDSA)
                            ? java.util.Set.of(Curve.Ed25519)
                            : Curve.forJWSAlgorithm(algorithm));
        }
        return new JWKSelector(matcher.build()).select(keys);
    }

    private static JWSAlgorithm algorithm(UnverifiedToken token) {
        return JWSAlgorithm.parse(token.algorithm());
    }

    private static boolean signed(JWK key, JWSHeader header, byte[] text, byte[] signature) {
        try {
            return verifier(key).verify(header, text, Base64URL.encode(signature));
        } catch (JOSEException | IllegalArgumentException unusable) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey curve -> new ECDSAVerifier(curve.toECPublicKey());
            case OctetKeyPair edwards -> new EdwardsVerifier(edwards);
            default -> throw new JOSEException("no key of a signature");
        };
    }
}
