package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that the issuer did not sign, or not for this, each by another trick; all of them are refused. */
class TokenForgeryTest extends TokenAttack {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Test
    void theSameTokenUnforgedIsAccepted() {
        assertAccepted(rightlySigned(header("")));
        assertAccepted(issuer.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "None", "NONE", "nOnE", "", " ", "HS256", "RS1", "ES256K", "RS256 ", "rs256", "dir"})
    void anAlgorithmIsTheIssuersChoiceAlone(String algorithm) {
        for (String key : List.of("", ", \"kid\": \"rsa-1\"", ", \"kid\": \"ec-1\"")) {
            String text = TestKeys.encode("{\"alg\": \"" + algorithm + "\"" + key + "}") + "."
                    + TestKeys.encode(issuer.claims() + "}");
            for (String signature : List.of(
                    "", "AA", TestKeys.encode(issuer.rsa().sign("RS256", text)), TestKeys.encode(new byte[256]))) {
                assertRefused(text + "." + signature, algorithm + key);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[\"RS256\"]", "{\"RS256\": 1}"})
    void anAlgorithmIsAText(String algorithm) {
        String header = "{\"alg\": %s, \"kid\": \"rsa-1\"}".formatted(algorithm);
        assertRefused(rightlySigned(header), header);
    }

    /** CVE-2015-9235 and its kin: the public key, which everybody has, taken for the secret of an HMAC. */
    @Test
    void thePublicKeyIsNoSecret() throws GeneralSecurityException {
        byte[] der = issuer.rsa().pair().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(
                der, pem.getBytes(StandardCharsets.US_ASCII), issuer.rsa().jwk().getBytes(StandardCharsets.US_ASCII))) {
            for (String bits : List.of("256", "384", "512")) {
                Mac mac = Mac.getInstance("HmacSHA" + bits);
                mac.init(new SecretKeySpec(secret, "RAW"));
                String text = TestKeys.encode("{\"alg\": \"HS%s\", \"kid\": \"rsa-1\"}".formatted(bits)) + "."
                        + TestKeys.encode(issuer.claims() + "}");
                byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
                assertRefused(text + "." + TestKeys.encode(signature), "HS" + bits);
            }
        }
    }

    @Test
    void anotherKeysSignatureIsRefusedWhateverKeyItNames() {
        String claims = issuer.claims() + "}";
        for (String key : List.of("", ", \"kid\": \"rsa-1\"", ", \"kid\": \"ec-1\"", ", \"kid\": \"unknown\"")) {
            assertRefused(TestIssuer.signed("{\"alg\": \"RS256\"" + key + "}", claims, stranger, "RS256"), key);
            assertRefused(TestIssuer.signed("{\"alg\": \"ES256\"" + key + "}", claims, strangersCurve, "ES256"), key);
        }
        // Of the right key, in the other's name or algorithm.
        assertRefused(
                TestIssuer.signed("{\"alg\": \"RS256\", \"kid\": \"ec-1\"}", claims, issuer.rsa(), "RS256"), "kid");
        assertRefused(
                TestIssuer.signed("{\"alg\": \"ES256\", \"kid\": \"rsa-1\"}", claims, issuer.rsa(), "RS256"), "alg");
        assertRefused(
                TestIssuer.signed("{\"alg\": \"RS256\", \"kid\": \"rsa-1\"}", claims, issuer.rsa(), "PS256"),
                "padding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../../dev/null",
                "/dev/null",
                "file:///etc/hostname",
                "rsa-1' OR '1'='1",
                "x' UNION SELECT 'secret'--",
                "rsa-1\\u0000",
                "rsa-1\\n",
                "RSA-1",
                "$(curl evil)",
                "| id",
                "*",
                "%72sa-1"
            })
    void aKeyIdIsComparedAndNothingElse(String keyId) {
        String header = "{\"alg\": \"RS256\", \"kid\": \"%s\"}".formatted(keyId);
        assertRefused(TestIssuer.signed(header, issuer.claims() + "}", stranger, "RS256"), keyId);
        assertRefused(rightlySigned(header), keyId);
        assertOnlyTheKeysWereFetched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "{\"kty\": \"RSA\"}", "[\"rsa-1\"]"})
    void aKeyIdIsAText(String keyId) {
        assertRefused(rightlySigned("{\"alg\": \"RS256\", \"kid\": %s}".formatted(keyId)), keyId);
        assertRefused(rightlySigned(header("").replace("rsa-1", "x".repeat(2000))), "long");
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() {
        String jwk = stranger.jwk();
        assertRefused(forged(header(", \"jwk\": " + jwk)), "jwk of the known id");
        assertRefused(forged("{\"alg\": \"RS256\", \"jwk\": " + jwk + "}"), "jwk alone");
        assertRefused(forged(header(", \"x5c\": [\"MIIB\"]")), "x5c");
        assertAccepted(rightlySigned(header(", \"jwk\": " + jwk)));
    }

    private String forged(String header) {
        return TestIssuer.signed(header, issuer.claims() + "}", stranger, "RS256");
    }

    @Test
    void anAddressOfKeysThatTheTokenBringsAlongIsNeverAsked() {
        for (String name : List.of("jku", "x5u")) {
            for (String url : List.of(
                    issuer.url() + "/evil.json",
                    issuer.jwksUrl() + "/../../evil.json",
                    "https://localhost@" + issuer.url().substring("https://".length()) + "/evil.json")) {
                String header = header(", \"%s\": \"%s\"".formatted(name, url));
                assertRefused(forged(header), header);
                assertRefused(forged(header.replace("\"rsa-1\"", "\"evil\"")), header);
            }
        }
        assertOnlyTheKeysWereFetched();
    }

    private void assertOnlyTheKeysWereFetched() {
        List<String> others = issuer.requests().stream()
                .filter(path -> !path.equals("/.well-known/jwks.json"))
                .toList();
        assertEquals(List.of(), others);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"crit\": [\"exp\"], \"exp\": 1",
                ", \"crit\": [\"b64\"], \"b64\": false",
                ", \"crit\": []",
                ", \"crit\": null",
                ", \"typ\": \"dpop+jwt\"",
                ", \"typ\": \"logout+jwt\"",
                ", \"typ\": 1",
                ", \"kid\": \"rsa-1\"",
                ", \"alg\": \"none\""
            })
    void whatItsHeaderMustNotSayIsRefusedThoughRightlySigned(String members) {
        assertRefused(rightlySigned(header(members)), members);
    }

    @Test
    void otherFormsThanThreeSegmentsAreRefused() {
        String token = rightlySigned(header(""));
        String[] segments = token.split("\\.", -1);
        String text = segments[0] + "." + segments[1];
        for (String form : List.of(
                text,
                text + ".",
                text + ".." + segments[2],
                "." + segments[1] + "." + segments[2],
                segments[0] + ".." + segments[2],
                token + "." + segments[2],
                token + "." + segments[1] + "." + segments[2],
                token + "=",
                token + "==",
                token.replace('.', ','),
                token + "." + token,
                text + "." + segments[2] + "%3D",
                "{\"payload\":\"" + segments[1] + "\",\"signatures\":[]}",
                segments[0].replace('_', '/').replace('-', '+') + "+." + segments[1] + "." + segments[2])) {
            assertRefused(form, form);
        }
    }

    /** Five segments, and what they say of themselves, are of an encrypted token (RFC 7516). */
    @Test
    void anEncryptedTokenIsRefused() {
        String header = TestKeys.encode("{\"alg\": \"RSA-OAEP-256\", \"enc\": \"A256GCM\", \"cty\": \"JWT\"}");
        assertRefused(header + ".AAAA.AAAA.AAAA.AAAA", "five segments");
        assertRefused(header + ".AAAA.AAAA", "three of them");
    }

    @Test
    void everyChangedLetterIsRefused() {
        String token = issuer.token();
        assertAccepted(token);
        for (int i = 0; i < token.length(); i++) {
            int place = LETTERS.indexOf(token.charAt(i));
            // The neighbour differs in the last bit, which at a segment's end may not count.
            char other = place < 0 ? '-' : LETTERS.charAt(place ^ 1);
            assertRefused(token.substring(0, i) + other + token.substring(i + 1), "letter " + i);
        }
    }

    @Test
    void everyTruncationAndExtensionIsRefused() {
        String token = issuer.token();
        for (int i = 1; i < token.length(); i++) {
            assertRefused(token.substring(0, i), "first " + i);
        }
        assertRefused(token + "A", "longer");
        assertRefused(token + token, "twice");
    }

    @Test
    void anotherTokensSignatureIsRefused() {
        String one = issuer.token();
        String other = issuer.signed(issuer.claims() + ", \"role\": \"owner\"}");
        assertRefused(other.substring(0, other.lastIndexOf('.')) + one.substring(one.lastIndexOf('.')), "transplanted");
    }

    /** CVE-2022-21449 and its kin, and the other form of a signature that some libraries take too. */
    @Test
    void degenerateSignaturesAreRefused() {
        String text = TestKeys.encode("{\"alg\": \"ES256\", \"kid\": \"ec-1\"}") + "."
                + TestKeys.encode(issuer.claims() + "}");
        byte[] order = new java.math.BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                .toByteArray();
        byte[] twiceOrder = new byte[64];
        System.arraycopy(order, 1, twiceOrder, 0, 32);
        System.arraycopy(order, 1, twiceOrder, 32, 32);
        byte[] ones = new byte[64];
        ones[31] = 1;
        ones[63] = 1;
        byte[] right = issuer.elliptic().sign("ES256", text);
        for (byte[] signature : List.of(
                new byte[64],
                twiceOrder,
                ones,
                new byte[1],
                new byte[63],
                new byte[65],
                new byte[128],
                Arrays.copyOf(right, 65),
                der(right))) {
            assertRefused(text + "." + TestKeys.encode(signature), Arrays.toString(signature));
        }
        assertAccepted(text + "." + TestKeys.encode(right));
    }

    private static byte[] der(byte[] concatenated) {
        byte[] first = new java.math.BigInteger(1, Arrays.copyOf(concatenated, 32)).toByteArray();
        byte[] second = new java.math.BigInteger(1, Arrays.copyOfRange(concatenated, 32, 64)).toByteArray();
        java.nio.ByteBuffer der = java.nio.ByteBuffer.allocate(6 + first.length + second.length);
        der.put((byte) 0x30).put((byte) (4 + first.length + second.length));
        der.put((byte) 2).put((byte) first.length).put(first);
        der.put((byte) 2).put((byte) second.length).put(second);
        return der.array();
    }

    @Test
    void aTokenIsForTheWorkspaceThatTrustsItsIssuer() {
        String token = issuer.token();
        assertAccepted(token);
        UUID other = authorizer.rows().workspace();
        for (int time = 0; time < 2; time++) {
            for (Object named :
                    new Object[] {other, "w-" + other, UUID.randomUUID(), "nowhere", "-", "a b", "' OR 1=1"}) {
                JsonNode answer = ask(token, named);
                assertEquals("invalid", answer.path("denied").asText(), named.toString());
                assertFalse(answer.has("workspaceId"));
            }
            assertAccepted(token);
        }
        issuer.trustedBy(authorizer, other, ", audience = 'others'");
        assertEquals("invalid", ask(token, other).path("denied").asText(), "of another audience");
    }

    /** A tenant who names a victim's issuer, with keys of its own, is believed in its own workspace alone. */
    @Test
    void oneWorkspacesKeysSayNothingInAnother(@TempDir Path folder) {
        try (TestIssuer evil = new TestIssuer(folder)) {
            UUID attackers = authorizer.rows().workspace();
            evil.trustedBy(
                    authorizer,
                    attackers,
                    ", issuer = '%s', jwks_url = '%s'".formatted(issuer.url(), issuer.jwksUrl()));
            String forged = TestIssuer.signed(header(""), issuer.claims() + "}", evil.rsa(), "RS256");
            assertRefused(forged, "by the attacker's key");
            authorizer
                    .database()
                    .asOwner("UPDATE token_issuers SET jwks_url = '%s', role = 'admin' WHERE workspace_id = '%s'"
                            .formatted(evil.jwksUrl(), attackers));
            assertRefused(forged, "by the attacker's key, which the attacker's workspace would believe");
        }
    }

    @Test
    void aSmallKeyIsNoKey() {
        TestKeys small = TestKeys.rsa("small", 1024);
        UUID own = authorizer.rows().workspace();
        issuer.publish(issuer.rsa(), issuer.elliptic(), small);
        try {
            issuer.trustedBy(authorizer, own);
            String header = "{\"alg\": \"RS256\", \"kid\": \"small\"}";
            String token = TestIssuer.signed(header, issuer.claims() + "}", small, "RS256");
            assertEquals("invalid", ask(token, own).path("denied").asText());
        } finally {
            issuer.publish(issuer.rsa(), issuer.elliptic());
        }
    }
}
