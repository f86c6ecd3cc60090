package dev.statehouse.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits texts into the pieces of words that BERT's uncased models know, as the tokenizer does with which they are published:
 * without case and accents, each mark and each Chinese character by itself, and of each word the longest pieces from its
 * beginning. What it marks as special, such as {@code [SEP]}, is a text like any other here. Thread-safe.
 */
final class WordPieces {

    // As the tokenizer's file says.
    private static final int LONGEST_WORD = 100;
    private static final String CONTINUED = "##";
    // Thirty thousand names, each read once: none is worth keeping for the next.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Map<String, Integer> beginnings = new HashMap<>();
    private final Map<String, Integer> continuations = new HashMap<>();
    private final int longestPiece;
    private final long first;
    private final long last;
    private final int unknown;

    private WordPieces(Map<String, Integer> vocabulary) {
        int longest = 0;
        for (Map.Entry<String, Integer> piece : vocabulary.entrySet()) {
            String text = piece.getKey();
            if (text.startsWith(CONTINUED) && text.length() > CONTINUED.length()) {
                continuations.put(text.substring(CONTINUED.length()), piece.getValue());
            } else {
                beginnings.put(text, piece.getValue());
            }
            longest = Math.max(longest, text.length());
        }
        this.longestPiece = longest;
        this.first = id(vocabulary, "[CLS]");
        this.last = id(vocabulary, "[SEP]");
        this.unknown = id(vocabulary, "[UNK]");
    }

    private static int id(Map<String, Integer> vocabulary, String piece) {
        Integer id = vocabulary.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + piece);
        }
        return id;
    }

    /** Reads the {@code vocab} of a {@code tokenizer.json} (the format of Hugging Face's tokenizers). */
    static WordPieces read(InputStream tokenizer) throws IOException {
        Map<String, Integer> vocabulary = new HashMap<>();
        try (JsonParser json = JSON.createParser(tokenizer)) {
            while (!"vocab".equals(json.nextFieldName())) {
                if (!json.hasCurrentToken()) {
                    throw new IOException("the tokenizer has no vocabulary");
                }
            }
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String piece = json.currentName();
                vocabulary.put(piece, json.nextIntValue(-1));
            }
        }
        return new WordPieces(vocabulary);
    }

    /**
     * The text in windows that a model can see at once, each from its mark of a beginning to its mark of an end. No word is in
     * two of them.
     *
     * @param longest pieces in a window, both marks included
     * @param most windows; what is beyond is left out
     * @return at least one, that of an empty text with the two marks alone
     */
    List<long[]> windows(String text, int longest, int most) {
        Windows windows = new Windows(longest, most);
        Words words = new Words(text);
        while (!windows.areFull() && words.next()) {
            windows.add(pieces(words.word()));
        }
        return windows.all();
    }

    private List<Integer> pieces(String word) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return List.of(unknown);
        }
        List<Integer> pieces = new ArrayList<>();
        for (int start = 0; start < word.length(); ) {
            Map<String, Integer> known = start == 0 ? beginnings : continuations;
            int end = Math.min(word.length(), start + longestPiece);
            Integer id = known.get(word.substring(start, end));
            while (id == null && end > start + 1) {
                end--;
                id = known.get(word.substring(start, end));
            }
            if (id == null) {
                return List.of(unknown);
            }
            pieces.add(id);
            start = end;
        }
        return pieces;
    }

    private final class Windows {

        private final List<long[]> done = new ArrayList<>();
        private final List<Integer> open = new ArrayList<>();
        private final int longest;
        private final int most;

        Windows(int longest, int most) {
            this.longest = longest - 2;
            this.most = most;
        }

        boolean areFull() {
            return done.size() == most;
        }

        void add(List<Integer> word) {
            if (open.size() + word.size() > longest) {
                close();
            }
            open.addAll(word);
        }

        private void close() {
            long[] window = new long[open.size() + 2];
            window[0] = first;
            for (int i = 0; i < open.size(); i++) {
                window[i + 1] = open.get(i);
            }
            window[window.length - 1] = last;
            done.add(window);
            open.clear();
        }

        List<long[]> all() {
            if (!areFull() && (!open.isEmpty() || done.isEmpty())) {
                close();
            }
            return done;
        }
    }
}
