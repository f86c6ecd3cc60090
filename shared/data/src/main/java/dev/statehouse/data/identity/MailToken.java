package dev.statehouse.data.identity;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A token that is sent by mail: {@code stm_}, 43 letters that prove it (256 bits), 6 of a checksum. */
public record MailToken(String text) {

    private static final String MARK = "stm_";
    private static final int SECRET = 43;
    private static final int LENGTH = MARK.length() + SECRET + TokenLetters.CHECKSUM;

    /** A new token. */
    public static MailToken random(SecureRandom random) {
        return new MailToken(TokenLetters.sealed(MARK + TokenLetters.random(random, SECRET)));
    }

    /** The token in this text; null if it has not the form of one. */
    public static @Nullable MailToken parse(String text) {
        return TokenLetters.isSealed(text, MARK, LENGTH) ? new MailToken(text) : null;
    }

    /** What is stored of it: 256 random bits need no slow hash. */
    public byte[] sha256() {
        return TokenLetters.sha256(text);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return MARK + "…";
    }
}
