package dev.statehouse.data.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/** What all credentials that this system makes are written with: letters and digits, the last six of them a checksum. */
final class TokenLetters {

    static final int CHECKSUM = 6;

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TokenLetters() {}

    static String random(SecureRandom random, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    /** The body with its checksum behind it. */
    static String sealed(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        StringBuilder letters = new StringBuilder(body);
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM; i++) {
            letters.append(LETTERS.charAt((int) (rest % LETTERS.length())));
            rest /= LETTERS.length();
        }
        return letters.toString();
    }

    /** Whether a text begins with the mark, has only letters behind it, this length, and its checksum at its end. */
    static boolean isSealed(String text, String mark, int length) {
        if (text.length() != length || !text.startsWith(mark)) {
            return false;
        }
        for (int i = mark.length(); i < length; i++) {
            if (LETTERS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.equals(sealed(text.substring(0, length - CHECKSUM)));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every JVM has SHA-256", never);
        }
    }
}
