package dev.statehouse.search.prompt;

import dev.statehouse.data.search.PromptMatch;
import dev.statehouse.http.Cursor;
import dev.statehouse.search.QueryDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last card of a page, from which the next goes on. It belongs to one query: with another it is refused.
 *
 * @param relaxed whether the first page had to do without some of the words; later pages then do too
 * @param score of that card, to the bit
 */
record PromptSearchPosition(boolean relaxed, double score, UUID id) {

    private static final Pattern FORM = Pattern.compile("([ar]):([0-9a-f]{16}):([0-9a-f-]{36}):([0-9a-f]{16})");

    static String cursorAfter(PromptMatch match, PromptSearchQuery query) {
        return Cursor.of("%s:%016x:%s:%s"
                .formatted(
                        match.match().equals(PromptMatch.ALL_WORDS) ? "a" : "r",
                        Double.doubleToRawLongBits(Objects.requireNonNull(match.score())),
                        match.id(),
                        digest(query)));
    }

    /** Where the query's cursor points; null on the first page. */
    static @Nullable PromptSearchPosition of(PromptSearchQuery query) {
        String position = Cursor.position(query.cursor());
        if (position == null) {
            return null;
        }
        Matcher parts = FORM.matcher(position);
        if (!parts.matches() || !parts.group(4).equals(digest(query))) {
            throw Cursor.malformed();
        }
        try {
            return new PromptSearchPosition(
                    parts.group(1).equals("r"),
                    Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(parts.group(2))),
                    UUID.fromString(parts.group(3)));
        } catch (IllegalArgumentException foreign) {
            throw Cursor.malformed();
        }
    }

    // Limit and cursor may change from page to page.
    private static String digest(PromptSearchQuery query) {
        return QueryDigest.of(query.q(), query.project(), query.tag(), query.variables(), query.metadata());
    }
}
