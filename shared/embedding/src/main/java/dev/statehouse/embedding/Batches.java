package dev.statehouse.embedding;

import java.util.ArrayList;
import java.util.List;

/** Texts as requests hold them. */
final class Batches {

    private static final char UNKNOWN = '\ufffd';

    private Batches() {}

    /**
     * The texts in their order, in lists that a request can hold.
     *
     * @param mostTexts in each, if the provider takes as many
     */
    static List<List<String>> of(List<String> texts, int mostTexts, RemoteApi.Limits limits) {
        List<List<String>> batches = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int bytes = 0;
        for (String text : texts) {
            String sent = sendable(text, limits);
            int size = bytes(sent);
            if (!open.isEmpty()
                    && (open.size() == Math.min(mostTexts, limits.texts()) || bytes + size > limits.bytes())) {
                batches.add(open);
                open = new ArrayList<>();
                bytes = 0;
            }
            open.add(sent);
            bytes += size;
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    // No provider takes an empty text or half a surrogate pair, and one text that it refuses would fail all others with
    // it.
    private static String sendable(String text, RemoteApi.Limits limits) {
        StringBuilder sent = new StringBuilder(Math.min(text.length(), limits.characters()));
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            int length = Character.charCount(letter);
            bytes += bytes(letter);
            if (bytes > limits.bytesOfText() || sent.length() + length > limits.characters()) {
                break;
            }
            sent.appendCodePoint(length == 1 && Character.isSurrogate((char) letter) ? UNKNOWN : letter);
            i += length;
        }
        return sent.isEmpty() ? " " : sent.toString();
    }

    private static int bytes(String text) {
        return text.codePoints().map(Batches::bytes).sum();
    }

    private static int bytes(int letter) {
        if (letter < 0x80) {
            return 1;
        }
        if (letter < 0x800) {
            return 2;
        }
        return letter < 0x10000 ? 3 : 4;
    }
}
