package dev.statehouse.data.identity;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code sth_}, 12 letters that find its row, 43 that prove it (256 bits), 6 of a checksum, by
 * which a mistyped key is refused without a look-up and a leaked one is recognised by scanners.
 *
 * @param prefix the 12 letters, which are no secret
 */
public record ApiKeyText(String prefix, String text) {

    private static final String MARK = "sth_";
    private static final int PREFIX = 12;
    private static final int SECRET = 43;
    private static final int LENGTH = MARK.length() + PREFIX + SECRET + TokenLetters.CHECKSUM;

    /** A new key. */
    public static ApiKeyText random(SecureRandom random) {
        String prefix = TokenLetters.random(random, PREFIX);
        return new ApiKeyText(prefix, TokenLetters.sealed(MARK + prefix + TokenLetters.random(random, SECRET)));
    }

    /** The key in this text; null if it has not the form of one. */
    public static @Nullable ApiKeyText parse(String text) {
        return TokenLetters.isSealed(text, MARK, LENGTH)
                ? new ApiKeyText(text.substring(MARK.length(), MARK.length() + PREFIX), text)
                : null;
    }

    /** What is stored of it. A key has 256 random bits, so a slow hash would add nothing (OWASP ASVS 5.0, 6.5.2). */
    public byte[] sha256() {
        return TokenLetters.sha256(text);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return MARK + prefix + "…";
    }
}
