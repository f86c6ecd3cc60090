package dev.statehouse.http;

import dev.statehouse.data.DataError;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests: an ETag is the revision of its row, quoted (RFC 9110, section 8.8.3). Where more is shown than the row, a
 * hyphen and the hash of all of it follow; a change of the row is conditional on its revision alone.
 */
public final class Etag {

    private static final String ANY = "*";

    private Etag() {}

    public static String of(int revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that the caller wants to change, from {@code If-Match}.
     *
     * @return null where it is {@code *}: any
     * @throws DataError if it is absent, for a change without it could undo another's unseen
     * @throws RequestError if it is not an ETag of ours
     */
    public static @Nullable Integer required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new DataError(
                    DataError.Kind.UNCONDITIONAL, "send If-Match with the ETag of what you read, or '*' for any");
        }
        return revision(ifMatch);
    }

    /** The revision in an {@code If-Match}; null where it is {@code *}. */
    static @Nullable Integer revision(String ifMatch) {
        if (ifMatch.equals(ANY)) {
            return null;
        }
        try {
            if (ifMatch.length() > 2 && ifMatch.startsWith("\"") && ifMatch.endsWith("\"")) {
                int hyphen = ifMatch.indexOf('-', 2);
                return Integer.parseInt(ifMatch.substring(1, hyphen < 0 ? ifMatch.length() - 1 : hyphen));
            }
        } catch (NumberFormatException foreign) {
            // Falls through: a strong comparison with a foreign tag fails.
        }
        throw new DataError(DataError.Kind.STALE, "the If-Match is not the current ETag");
    }

    /** Whether {@code If-None-Match} names this tag, so that the answer is 304. */
    public static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String tag : ifNoneMatch.split(",", -1)) {
            String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
            if (strong.equals(etag) || strong.equals(ANY)) {
                return true;
            }
        }
        return false;
    }
}
