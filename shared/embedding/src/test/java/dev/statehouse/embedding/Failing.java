package dev.statehouse.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

/** What is expected where no vectors come. */
final class Failing {

    private Failing() {}

    static EmbeddingFailedException failure(Embedder embedder, Duration patience, String... texts) {
        return assertThrows(
                EmbeddingFailedException.class, () -> embedder.embed(List.of(texts), Purpose.DOCUMENT, patience));
    }

    static void assertLasting(String message, EmbeddingFailedException failed) {
        assertEquals(message, failed.getMessage());
        assertFalse(failed.isTemporary());
    }

    /** Neither in the message nor in what a log would show of it. */
    static void assertNowhere(String secret, EmbeddingFailedException failed) {
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains(secret), trace::toString);
    }
}
