package dev.statehouse.crud.operation;

import dev.statehouse.data.operation.Finding;
import dev.statehouse.http.Cursor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of findings.
 *
 * @param rank of the severity, from 1 for the worst on; null for the first page, as are the others
 */
record FindingPosition(
        @Nullable Integer rank,
        @Nullable Instant firstSeenAt,
        @Nullable String task,
        @Nullable String kind,
        @Nullable String object) {

    static final List<String> WORST_FIRST = List.of("error", "warning", "note");

    private static final int WORDS = 5;

    // The object comes last: of these, it alone may hold spaces.
    static String of(Finding finding) {
        return String.join(
                " ",
                finding.severity(),
                finding.firstSeenAt().toString(),
                finding.task(),
                finding.kind(),
                finding.object());
    }

    /**
     * The place in a cursor.
     *
     * @throws dev.statehouse.http.RequestError if it is no cursor of this list
     */
    static FindingPosition in(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        if (position == null) {
            return new FindingPosition(null, null, null, null, null);
        }
        String[] words = position.split(" ", WORDS);
        if (words.length < WORDS || !WORST_FIRST.contains(words[0])) {
            throw Cursor.malformed();
        }
        try {
            return new FindingPosition(
                    WORST_FIRST.indexOf(words[0]) + 1, Instant.parse(words[1]), words[2], words[3], words[4]);
        } catch (DateTimeParseException foreign) {
            throw Cursor.malformed();
        }
    }
}
