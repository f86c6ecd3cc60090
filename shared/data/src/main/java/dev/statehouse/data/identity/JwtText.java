package dev.statehouse.data.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text of a signed JWT by its form alone (RFC 7519, in the compact form of RFC 7515): header, payload and signature in
 * base64url, with a dot between.
 */
public record JwtText(String text) {

    /** Of characters: more than any access token needs, and less than the headers of a request may have. */
    private static final int MOST = 8_192;

    private static final int SEGMENTS = 3;

    /**
     * The token in this text; null if it has not the form of one. Whatever bytes a segment stands for are written in one way
     * only: no letter of a token can be changed and leave it the same.
     */
    public static @Nullable JwtText parse(String text) {
        if (text.length() > MOST) {
            return null;
        }
        String[] segments = text.split("\\.", -1);
        if (segments.length != SEGMENTS) {
            return null;
        }
        for (String segment : segments) {
            if (!isCanonical(segment)) {
                return null;
            }
        }
        return new JwtText(text);
    }

    private static boolean isCanonical(String segment) {
        try {
            return !segment.isEmpty() && encoded(decoded(segment)).equals(segment);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String segment) {
        return Base64.getUrlDecoder().decode(segment);
    }

    /** JSON, or so its maker says. */
    public byte[] header() {
        return decoded(text.substring(0, text.indexOf('.')));
    }

    /** JSON, or so its maker says. */
    public byte[] payload() {
        return decoded(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.')));
    }

    public byte[] signature() {
        return decoded(text.substring(text.lastIndexOf('.') + 1));
    }

    /** What the signature is over. */
    public byte[] signed() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] sha256() {
        return TokenLetters.sha256(text);
    }

    /** Without the token, for a log would keep it. */
    @Override
    public String toString() {
        return "JWT of " + text.length() + " characters";
    }
}
