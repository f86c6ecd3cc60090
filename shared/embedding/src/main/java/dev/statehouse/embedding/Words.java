package dev.statehouse.embedding;

import java.text.Normalizer;

/** A text's words, one after the other, as BERT's uncased models read them. */
final class Words {

    private final String text;
    private final StringBuilder word = new StringBuilder();
    private int position;

    Words(String text) {
        // Accents become marks of their own, which are left out below.
        this.text = Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    /** {@return whether there was one more} */
    boolean next() {
        word.setLength(0);
        while (position < text.length()) {
            int letter = text.codePointAt(position);
            boolean alone = standsAlone(letter);
            if (alone && !word.isEmpty()) {
                return true;
            }
            position += Character.charCount(letter);
            if (alone) {
                word.appendCodePoint(letter);
                return true;
            }
            if (!isLeftOut(letter) && isSpace(letter)) {
                if (!word.isEmpty()) {
                    return true;
                }
            } else if (!isLeftOut(letter)) {
                word.appendCodePoint(Character.toLowerCase(letter));
            }
        }
        return !word.isEmpty();
    }

    String word() {
        return word.toString();
    }

    private static boolean isSpace(int letter) {
        return switch (letter) {
            case ' ', '\t', '\n', '\r' -> true;
            default ->
                switch (Character.getType(letter)) {
                    case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
        };
    }

    private static boolean isLeftOut(int letter) {
        if (letter == '\t' || letter == '\n' || letter == '\r') {
            return false;
        }
        return letter == 0xfffd
                || switch (Character.getType(letter)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.NON_SPACING_MARK -> true;
                    default -> false;
                };
    }

    private static boolean standsAlone(int letter) {
        return isMark(letter) || isChinese(letter);
    }

    // All that is neither letter nor digit in ASCII, and what Unicode calls punctuation.
    private static boolean isMark(int letter) {
        if (letter < 0x80) {
            return letter > ' ' && letter < 0x7f && !Character.isLetterOrDigit(letter);
        }
        return switch (Character.getType(letter)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    // The blocks that BERT's own code lists.
    private static boolean isChinese(int letter) {
        return in(letter, 0x4e00, 0x9fff)
                || in(letter, 0x3400, 0x4dbf)
                || in(letter, 0x20000, 0x2a6df)
                || in(letter, 0x2a700, 0x2b73f)
                || in(letter, 0x2b740, 0x2b81f)
                || in(letter, 0x2b820, 0x2ceaf)
                || in(letter, 0xf900, 0xfaff)
                || in(letter, 0x2f800, 0x2fa1f);
    }

    private static boolean in(int letter, int from, int to) {
        return letter >= from && letter <= to;
    }
}
