package dev.statehouse.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a cursor knows its query by. */
public final class QueryDigest {

    private static final int BYTES = 8;

    private QueryDigest() {}

    /**
     * Sixteen digits of a query.
     *
     * @param parts all that must be the same from page to page, in an order of their own; null for what is not asked for
     */
    public static String of(@Nullable Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            // With its length, so that no two queries read alike.
            String value = String.valueOf(part);
            text.append(part == null).append(value.length()).append(':').append(value);
        }
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
