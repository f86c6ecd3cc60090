package dev.statehouse.data.identity;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token of a login session: {@code sts_}, the session's and the user's id in hexadecimal, which find it without a
 * look-up, 43 letters that prove it (256 bits), 6 of a checksum. Opaque to its bearer.
 */
public record SessionToken(UUID sessionId, UUID userId, String text) {

    private static final String MARK = "sts_";
    private static final int ID = 32;
    private static final int SECRET = 43;
    private static final int LENGTH = MARK.length() + 2 * ID + SECRET + TokenLetters.CHECKSUM;

    /** A new token. */
    public static SessionToken random(SecureRandom random, UUID sessionId, UUID userId) {
        String body = MARK + hex(sessionId) + hex(userId) + TokenLetters.random(random, SECRET);
        return new SessionToken(sessionId, userId, TokenLetters.sealed(body));
    }

    /** The token in this text; null if it has not the form of one. */
    public static @Nullable SessionToken parse(String text) {
        if (!TokenLetters.isSealed(text, MARK, LENGTH)) {
            return null;
        }
        try {
            return new SessionToken(id(text, MARK.length()), id(text, MARK.length() + ID), text);
        } catch (IllegalArgumentException notHexadecimal) {
            return null;
        }
    }

    /** What is stored of it: 256 random bits need no slow hash (OWASP ASVS 5.0, 6.5.2 and 7.2.3). */
    public byte[] sha256() {
        return TokenLetters.sha256(text);
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private static UUID id(String text, int from) {
        return new UUID(
                HexFormat.fromHexDigitsToLong(text, from, from + ID / 2),
                HexFormat.fromHexDigitsToLong(text, from + ID / 2, from + ID));
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return MARK + hex(sessionId) + "…";
    }
}
