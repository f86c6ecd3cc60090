package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {

    private static final int LONG = 300_000;

    private final TokenCounter counter = new TokenCounter(new ObjectMapper());

    /** Counts of OpenAI's own tokenizer. */
    @ParameterizedTest
    @CsvSource({
        "o200k_base, hello world, 2",
        "cl100k_base, hello world, 2",
        "cl100k_base, tiktoken is great!, 6",
        "cl100k_base, antidisestablishmentarianism, 6",
        "cl100k_base, お誕生日おめでとう, 9",
        "o200k_base, お誕生日おめでとう, 8",
        "o200k_base, <|endoftext|>, 7"
    })
    void tokensAreThoseOfTheEncoding(String encoding, String text, int tokens) {
        assertEquals(tokens, counter.ofText(encoding, text));
    }

    @Test
    void aMessageHasAFrameAndWhatItsMetadataHasForAModel() {
        assertEquals(2 + TokenCounter.FRAME, counter.ofMessage("o200k_base", "hello world", null));
        assertEquals(
                2 + TokenCounter.FRAME,
                counter.ofMessage("o200k_base", "hello world", new Json("{\"note\": \"much text\"}")));
        assertTrue(counter.ofMessage("o200k_base", "", new Json("{\"openai\": {\"message\": {\"name\": \"ada\"}}}"))
                > TokenCounter.FRAME);
    }

    /** What makes a tokenizer slow: pieces without end, and pieces that are looked at again and again. */
    @ParameterizedTest
    @CsvSource({"o200k_base", "cl100k_base"})
    void aLongTextOfAnythingIsCountedInSeconds(String encoding) {
        for (String piece : List.of(
                "a",
                " ",
                "\n",
                " \n",
                "\u0301",
                "e\u0301",
                "\u202e\u05d0",
                "1",
                "!",
                "aB",
                " '",
                "\ud83d\ude00",
                "\t a")) {
            int bytes = piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            String text = piece.repeat(LONG / bytes);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertTrue(counter.ofText(encoding, text) > 0));
        }
    }
}
