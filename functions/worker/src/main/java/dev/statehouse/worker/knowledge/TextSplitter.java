package dev.statehouse.worker.knowledge;

import dev.statehouse.data.knowledge.KnowledgePieces.NewPiece;
import dev.statehouse.worker.document.DocumentFault;
import dev.statehouse.worker.document.UnreadableDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Splits a text into pieces: as long as they may be, ending where sentences do, and where a paragraph does if one ends in a piece's
 * second half; each may repeat the last sentences of the one before. The same text makes the same pieces. Not thread-safe.
 */
final class TextSplitter {

    private static final int MOST_PIECES = 50_000;

    private final String text;
    private final int most;
    private final int overlap;
    private final ToIntFunction<String> tokens;
    private final Runnable checkpoint;
    private final List<Span> spans;
    private final List<NewPiece> pieces = new ArrayList<>();
    // Where the piece before began, in chars and in characters of Unicode.
    private int place;
    private int offset;

    /**
     * @param most tokens of a piece, as {@code tokens} counts them
     * @param overlap tokens that it repeats at most
     * @param checkpoint called now and then; it may throw, which ends the work
     */
    TextSplitter(
            String text, Locale language, int most, int overlap, ToIntFunction<String> tokens, Runnable checkpoint) {
        this.text = text;
        this.most = most;
        this.overlap = overlap;
        this.tokens = tokens;
        this.checkpoint = checkpoint;
        this.spans = new Spans(text, language, most, tokens, checkpoint).all();
    }

    /**
     * All pieces: together they are the whole text.
     *
     * @throws UnreadableDocument if there are too many
     */
    List<NewPiece> split() throws UnreadableDocument {
        int first = 0;
        int fresh = 0;
        while (fresh < spans.size()) {
            checkpoint.run();
            int from = withRoom(first, fresh);
            Range piece = fitting(from, fresh, paragraphEnd(from, fresh, fill(from, fresh)));
            add(piece);
            fresh = piece.end();
            first = repeatedFrom(piece.first(), fresh);
        }
        return pieces;
    }

    /** Spans of a piece; {@code end} is the one after the last. */
    private record Range(int first, int end) {}

    /** Repeats less where the next span would not fit. */
    private int withRoom(int first, int fresh) {
        int from = first;
        int sum = sum(from, fresh + 1);
        while (from < fresh && sum > most) {
            sum -= spans.get(from++).tokens();
        }
        return from;
    }

    private int fill(int first, int fresh) {
        int end = fresh + 1;
        int sum = sum(first, end);
        while (end < spans.size() && sum + spans.get(end).tokens() <= most) {
            sum += spans.get(end++).tokens();
        }
        return end;
    }

    private int paragraphEnd(int first, int fresh, int end) {
        int sum = sum(first, end);
        for (int last = end; end < spans.size() && last > fresh && sum >= most / 2; last--) {
            if (spans.get(last - 1).endsParagraph()) {
                return last;
            }
            sum -= spans.get(last - 1).tokens();
        }
        return end;
    }

    /** The piece, or less of it: two spans may have a token more together than each for itself. */
    private Range fitting(int first, int fresh, int end) {
        int from = first;
        int to = end;
        while ((to > fresh + 1 || from < fresh) && count(from, to) > most) {
            if (to > fresh + 1) {
                to--;
            } else {
                from++;
            }
        }
        return new Range(from, to);
    }

    private void add(Range piece) throws UnreadableDocument {
        if (pieces.size() == MOST_PIECES) {
            throw new UnreadableDocument(DocumentFault.TOO_MANY_PIECES);
        }
        int start = spans.get(piece.first()).start();
        String content = content(piece.first(), piece.end());
        offset += text.codePointCount(place, start);
        place = start;
        pieces.add(new NewPiece(
                content, offset, offset + content.codePointCount(0, content.length()), tokens.applyAsInt(content)));
    }

    private int repeatedFrom(int begun, int end) {
        int from = end;
        int sum = 0;
        while (from - 1 > begun && sum + spans.get(from - 1).tokens() <= overlap) {
            sum += spans.get(--from).tokens();
        }
        return from;
    }

    private int sum(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += spans.get(i).tokens();
        }
        return sum;
    }

    private int count(int from, int to) {
        return tokens.applyAsInt(content(from, to));
    }

    private String content(int from, int to) {
        return text.substring(spans.get(from).start(), spans.get(to - 1).end());
    }
}
