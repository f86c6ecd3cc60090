package dev.statehouse.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

    private static WordPieces words;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream tokenizer = file("/bge-small-en-v1.5-q-tokenizer.json")) {
            words = WordPieces.read(tokenizer);
        }
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(WordPiecesTest.class.getResourceAsStream(name), name);
    }

    private static List<long[]> windows(String text) {
        return words.windows(text, 512, 16);
    }

    /** Each line a text and what tokenizers, the library of this file's format, makes of it by this model's own file. */
    @Test
    void textsAreSplitAsByTheModelsOwnTokenizer() throws IOException {
        int lines = 0;
        try (BufferedReader expected =
                new BufferedReader(new InputStreamReader(file("/word-pieces.ndjson"), StandardCharsets.UTF_8))) {
            for (String line = expected.readLine(); line != null; line = expected.readLine()) {
                JsonNode pair = FakeProvider.JSON.readTree(line);
                long[] ids = FakeProvider.JSON.convertValue(pair.path("ids"), long[].class);
                String text = pair.path("text").asText();
                assertArrayEquals(ids, windows(text).getFirst(), text);
                lines++;
            }
        }
        assertTrue(lines > 50, "lines: " + lines);
    }

    @Test
    void aMarkOfTheModelsOwnIsATextLikeAnyOther() {
        assertEquals(2, windows("").getFirst().length);
        assertEquals(5, windows("[SEP]").getFirst().length);
    }

    @Test
    void aLongTextIsReadInWindowsThatCutNoWord() {
        List<long[]> windows = words.windows("embeddings ".repeat(10), 12, 16);
        // em, ##bed, ##ding, ##s: two whole words in a window, between its marks.
        assertEquals(5, windows.size());
        windows.forEach(window -> assertArrayEquals(windows.getFirst(), window));
        assertEquals(10, windows.getFirst().length);
    }

    @Test
    void whatIsBeyondTheLastWindowIsLeftOut() {
        List<long[]> windows = windows("a ".repeat(1_000_000));
        assertEquals(16, windows.size());
        windows.forEach(window -> assertEquals(512, window.length));
        assertEquals(1, windows("a ".repeat(510)).size());
        assertEquals(2, windows("a ".repeat(511)).size());
    }

    @Test
    void aFileWithoutWordsIsNoTokenizer() {
        assertThrows(
                IOException.class,
                () -> WordPieces.read(new ByteArrayInputStream("{\"model\": {}}".getBytes(StandardCharsets.UTF_8))));
    }
}
