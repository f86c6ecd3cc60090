package dev.statehouse.worker.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Takes a text apart at the borders of its sentences; a sentence that is longer than a piece at the borders of words, and a word that
 * is at those of characters as readers see them. Not thread-safe.
 */
final class Spans {

    // Of English text; others have fewer, and are shortened until they fit.
    private static final int CHARS_PER_TOKEN = 4;

    // How much of the text after a place the iterator of words sees, to know whether a word ends there.
    private static final int AHEAD = 32;

    private final String text;
    private final int most;
    private final ToIntFunction<String> tokens;
    private final Runnable checkpoint;
    private final BreakIterator sentences;
    private final BreakIterator words;
    private final Graphemes graphemes;
    private final List<Span> spans = new ArrayList<>();

    /** @param most tokens of a span */
    Spans(String text, Locale language, int most, ToIntFunction<String> tokens, Runnable checkpoint) {
        this.text = text;
        this.most = most;
        this.tokens = tokens;
        this.checkpoint = checkpoint;
        this.sentences = BreakIterator.getSentenceInstance(language);
        this.words = BreakIterator.getWordInstance(language);
        this.graphemes = new Graphemes(text);
    }

    /** All of them: each begins where the one before ends. */
    List<Span> all() {
        List<Integer> borders = Paragraphs.borders(text);
        for (int i = 1; i < borders.size(); i++) {
            checkpoint.run();
            // A heading belongs to what follows it.
            addParagraph(borders.get(i - 1), borders.get(i), !Paragraphs.isHeading(text, borders.get(i - 1)));
        }
        return spans;
    }

    private void addParagraph(int start, int end, boolean mayEnd) {
        sentences.setText(text.substring(start, end));
        int from = start;
        sentences.first();
        for (int border = sentences.next(); border != BreakIterator.DONE; border = sentences.next()) {
            int place = start + border;
            if (place == end || graphemes.isBorder(place)) {
                addSentence(from, place, mayEnd && place == end);
                from = place;
            }
        }
    }

    private void addSentence(int start, int end, boolean endsParagraph) {
        // What has more characters than this has more tokens too, and to count them all would be in vain.
        boolean isLong = end - start > most * 64L;
        int count = isLong ? most + 1 : count(start, end);
        if (count <= most) {
            spans.add(new Span(start, end, count, endsParagraph));
        } else {
            addParts(start, end, endsParagraph);
        }
    }

    private void addParts(int start, int end, boolean endsParagraph) {
        // Smaller than a piece, so that pieces can be filled, and can overlap.
        int grain = Math.max(1, most / 4);
        int from = start;
        while (from < end) {
            checkpoint.run();
            int to = partEnd(from, end, grain);
            spans.add(new Span(from, to, count(from, to), endsParagraph && to == end));
            from = to;
        }
    }

    private int partEnd(int from, int end, int grain) {
        int to = Math.min(end, from + grain * CHARS_PER_TOKEN);
        while (count(from, to) > grain && to - from > 1) {
            to = from + (to - from) / 2;
        }
        return to == end ? end : graphemes.borderBefore(wordBorder(from, to, end), from);
    }

    private int wordBorder(int from, int to, int end) {
        words.setText(text.substring(from, Math.min(end, to + AHEAD)));
        int border = words.isBoundary(to - from) ? to - from : words.preceding(to - from);
        // A word that begins the part and is longer than it is cut.
        return border <= 0 ? to : from + border;
    }

    private int count(int from, int to) {
        return tokens.applyAsInt(text.substring(from, to));
    }
}
