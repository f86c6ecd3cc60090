package dev.statehouse.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every JVM has. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every JVM has SHA-256", never);
        }
    }

    static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }
}
