package dev.statehouse.data.identity;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What an invitation's message proves its receipt by: {@code sti_}, 43 letters (256 bits), 6 of a checksum. */
public record InvitationToken(String text) {

    private static final String MARK = "sti_";
    private static final int SECRET = 43;
    private static final int LENGTH = MARK.length() + SECRET + TokenLetters.CHECKSUM;

    /** A new token. */
    public static InvitationToken random(SecureRandom random) {
        return new InvitationToken(TokenLetters.sealed(MARK + TokenLetters.random(random, SECRET)));
    }

    /** The token in this text; null if it has not the form of one. */
    public static @Nullable InvitationToken parse(String text) {
        return TokenLetters.isSealed(text, MARK, LENGTH) ? new InvitationToken(text) : null;
    }

    /** What is stored of it: 256 random bits need no slow hash (OWASP ASVS 5.0, 6.5.2). */
    public byte[] sha256() {
        return TokenLetters.sha256(text);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return MARK + "…";
    }
}
