package dev.statehouse.monitor;

import java.util.regex.Pattern;

/** Texts of statements as pg_stat_statements keeps them. */
final class StatementText {

    /**
     * What looks like a value and is none: names, columns by their positions, lengths of types, and the comment that PostgreSQL 18
     * puts into the place of a list's further values.
     */
    private static final Pattern NO_VALUE = Pattern.compile(
            "\"[^\"]*+\"|\\b(?:GROUP|ORDER)\\s+BY\\s+\\d++(?:\\s*+,\\s*+\\d++)*+"
                    + "|(?:\\bAS\\s+|::)\\w++\\(\\d++(?:,\\s*+\\d++)?\\)|/\\*, \\.\\.\\. \\*/",
            Pattern.CASE_INSENSITIVE);

    /** A text, a comment, a text between dollars, or a digit of a number: none of those in {@code $1} or {@code name1}. */
    private static final Pattern VALUE = Pattern.compile("'|--|/\\*|\\$(?!\\d)|(?<![\\w$])\\d");

    private StatementText() {}

    /**
     * Whether values may stand in a text. The server puts {@code $1} into each value's place, but leaves comments as they are,
     * and all of a statement that it had let go of (for others, or by a reset) while that ran: those that run long above all.
     */
    static boolean mayHoldValues(String text) {
        return VALUE.matcher(NO_VALUE.matcher(text).replaceAll(" ")).find();
    }
}
