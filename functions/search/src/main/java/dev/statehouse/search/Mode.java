package dev.statehouse.search;

import dev.statehouse.http.RequestError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By what pieces are found. */
enum Mode {
    /** Their words. */
    TEXT,
    /** How their titles are spelled. */
    FUZZY,
    /** What they mean. */
    SEMANTIC,
    /** Words and meaning, by the sum of what both ranks are worth. */
    HYBRID,
    /** How near their meaning is to that of a row. */
    SIMILAR;

    /** @throws RequestError for a word that names none; null is {@link #TEXT} */
    static Mode of(@Nullable String word) {
        return word == null
                ? TEXT
                : Arrays.stream(values())
                        .filter(mode -> mode.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> RequestError.malformed(
                                "mode",
                                "mode must be one of "
                                        + Arrays.stream(values())
                                                .map(Mode::word)
                                                .collect(Collectors.joining(", "))));
    }

    /** As requests and answers name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean looksAtWords() {
        return this == TEXT || this == HYBRID;
    }

    boolean looksAtMeaning() {
        return this == SEMANTIC || this == HYBRID || this == SIMILAR;
    }
}
