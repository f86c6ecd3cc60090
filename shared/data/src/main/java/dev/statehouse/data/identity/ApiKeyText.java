package dev.statehouse.data.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code sth_}, 12 letters that find its row, 43 that prove it (256 bits), 6 of a checksum, by
 * which a mistyped key is refused without a look-up and a leaked one is recognised by scanners.
 *
 * @param prefix the 12 letters, which are no secret
 */
public record ApiKeyText(String prefix, String text) {

    private static final String MARK = "sth_";
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX = 12;
    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = MARK.length() + PREFIX + SECRET + CHECKSUM;

    /** A new key. */
    public static ApiKeyText random(SecureRandom random) {
        String body = MARK + letters(random, PREFIX) + letters(random, SECRET);
        return new ApiKeyText(body.substring(MARK.length(), MARK.length() + PREFIX), body + checksum(body));
    }

    /** The key in this text; null if it has not the form of one. */
    public static @Nullable ApiKeyText parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(MARK)) {
            return null;
        }
        for (int i = MARK.length(); i < LENGTH; i++) {
            if (LETTERS.indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        String body = text.substring(0, LENGTH - CHECKSUM);
        return text.endsWith(checksum(body))
                ? new ApiKeyText(text.substring(MARK.length(), MARK.length() + PREFIX), text)
                : null;
    }

    /** What is stored of it. A key has 256 random bits, so a slow hash would add nothing (OWASP ASVS 5.0, 6.5.2). */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every JVM has SHA-256", never);
        }
    }

    private static String letters(SecureRandom random, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        StringBuilder letters = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM; i++) {
            letters.append(LETTERS.charAt((int) (rest % LETTERS.length())));
            rest /= LETTERS.length();
        }
        return letters.toString();
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return MARK + prefix + "…";
    }
}
