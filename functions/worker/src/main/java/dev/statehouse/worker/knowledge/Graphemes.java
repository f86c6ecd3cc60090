package dev.statehouse.worker.knowledge;

import java.text.BreakIterator;

/** Where characters begin and end as readers see them, each of which may be several of Unicode's. Not thread-safe. */
final class Graphemes {

    // How much of a text is looked at around a place: to look from its beginning each time would take for ever.
    private static final int AROUND = 64;

    private final BreakIterator characters = BreakIterator.getCharacterInstance();
    private final String text;

    Graphemes(String text) {
        this.text = text;
    }

    /** Whether no character is cut in two here. */
    boolean isBorder(int place) {
        if (place <= 0 || place >= text.length()) {
            return true;
        }
        int from = whole(Math.max(0, place - AROUND));
        characters.setText(text.substring(from, whole(Math.min(text.length(), place + AROUND))));
        return characters.isBoundary(place - from);
    }

    /** The last border up to a place and after another; where a single character is longer, a place between two of Unicode's. */
    int borderBefore(int place, int after) {
        int border = place;
        while (border > after && place - border < AROUND && !isBorder(border)) {
            border--;
        }
        if (border > after && isBorder(border)) {
            return border;
        }
        int between = whole(place);
        return between > after ? between : Math.min(text.length(), text.offsetByCodePoints(after, 1));
    }

    private int whole(int place) {
        boolean isCut = place > 0
                && place < text.length()
                && Character.isLowSurrogate(text.charAt(place))
                && Character.isHighSurrogate(text.charAt(place - 1));
        return isCut ? place - 1 : place;
    }
}
