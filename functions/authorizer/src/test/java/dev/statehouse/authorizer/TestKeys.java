package dev.statehouse.authorizer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Key pairs of an issuer, and what they sign; by the JDK alone, so that the library under test has no say in it. */
record TestKeys(String id, KeyPair pair) {

    static TestKeys rsa(String id) {
        return rsa(id, 2048);
    }

    static TestKeys rsa(String id, int bits) {
        return new TestKeys(id, generate("RSA", bits, ""));
    }

    static TestKeys elliptic(String id, int bits) {
        return new TestKeys(id, generate("EC", 0, "secp%dr1".formatted(bits)));
    }

    static TestKeys edwards(String id) {
        return new TestKeys(id, generate("Ed25519", 0, ""));
    }

    private static KeyPair generate(String kind, int bits, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (bits > 0) {
                generator.initialize(bits);
            } else if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    byte[] sign(String algorithm, String text) {
        try {
            Signature signature = signature(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException(unfit);
        }
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        if (algorithm.equals("EdDSA")) {
            return Signature.getInstance("Ed25519");
        }
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec(
                        "SHA-" + bits,
                        "MGF1",
                        new MGF1ParameterSpec("SHA-" + bits),
                        Integer.parseInt(bits) / 8,
                        PSSParameterSpec.TRAILER_FIELD_BC));
                yield signature;
            }
            default -> throw new GeneralSecurityException(algorithm);
        };
    }

    /** The public key as RFC 7517 and 8037 write it. */
    String jwk() {
        String parameters = switch (pair.getPublic()) {
            case RSAPublicKey rsa ->
                "\"kty\": \"RSA\", \"n\": \"%s\", \"e\": \"%s\""
                        .formatted(number(rsa.getModulus(), 0), number(rsa.getPublicExponent(), 0));
            case ECPublicKey point -> {
                int bits = point.getParams().getOrder().bitLength();
                int bytes = (bits + 7) / 8;
                yield "\"kty\": \"EC\", \"crv\": \"P-%d\", \"x\": \"%s\", \"y\": \"%s\""
                        .formatted(
                                bits,
                                number(point.getW().getAffineX(), bytes),
                                number(point.getW().getAffineY(), bytes));
            }
            case EdECPublicKey point ->
                "\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"%s\"".formatted(edwards(point));
            default -> throw new IllegalStateException();
        };
        return "{\"kid\": \"%s\", \"use\": \"sig\", %s}".formatted(id, parameters);
    }

    private static String edwards(EdECPublicKey key) {
        byte[] encoded = key.getEncoded();
        return encode(java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /** @param length in bytes; 0 for as few as it has */
    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int zeros = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = java.util.Arrays.copyOfRange(bytes, zeros, bytes.length);
        byte[] padded = new byte[Math.max(length, magnitude.length)];
        System.arraycopy(magnitude, 0, padded, padded.length - magnitude.length, magnitude.length);
        return encode(padded);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
