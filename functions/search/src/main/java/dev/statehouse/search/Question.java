package dev.statehouse.search;

import dev.statehouse.http.RequestError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question in the syntax that web searches have: words, any of which may occur; {@code "a phrase"}, which must;
 * {@code -excluded} or {@code -"excluded phrase"}, which must not; and {@code begin*} for all words that begin so. {@code or}
 * between words says what holds anyway. No text is malformed: a quotation mark without its second one is none.
 *
 * @param plain the words, phrases apart
 */
record Question(String plain, List<String> phrases, List<String> prefixes, List<String> excluded) {

    static final int LONGEST = 2_000;
    static final Question NONE = new Question("", List.of(), List.of(), List.of());

    private static final Pattern PART = Pattern.compile("(-?)\"([^\"]*)\"|(?:^|(?<=\\s))-([^\\s\"]+)|([^\\s\"]+)");
    private static final Pattern PREFIX = Pattern.compile("([\\p{L}\\p{N}]{2,})\\*");

    /** A question that is taken as it stands, as modes do that don't look at words. */
    static Question whole(@Nullable String q) {
        return new Question(checked(q), List.of(), List.of(), List.of());
    }

    /** All that is looked for, in the order of its kinds. */
    String text() {
        return Stream.of(List.of(plain), phrases, prefixes)
                .flatMap(List::stream)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String checked(@Nullable String q) {
        if (q == null || q.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw RequestError.malformed("q", "q must have a word to look for");
        }
        if (q.length() > LONGEST) {
            throw RequestError.malformed("q", "q must be at most " + LONGEST + " characters");
        }
        if (q.indexOf('\0') >= 0) {
            throw RequestError.malformed("q", "q must not contain a NUL character");
        }
        return q;
    }

    /** @throws RequestError without a letter or digit to look for, if it is too long, or with a NUL character */
    static Question of(@Nullable String q) {
        List<String> words = new ArrayList<>();
        List<String> phrases = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        Matcher parts = PART.matcher(checked(q));
        while (parts.find()) {
            String phrase = parts.group(2);
            String word = parts.group(4);
            if (phrase != null) {
                (parts.group(1).isEmpty() ? phrases : excluded).add(phrase);
            } else if (parts.group(3) != null) {
                excluded.add(parts.group(3));
            } else if (PREFIX.matcher(word).matches()) {
                prefixes.add(word.substring(0, word.length() - 1));
            } else if (!word.equalsIgnoreCase("or")) {
                words.add(word);
            }
        }
        return new Question(String.join(" ", words), phrases, prefixes, excluded);
    }
}
