package dev.statehouse.data.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;

/**
 * Counts the tokens of texts. The tables of an encoding are read when its first text is counted, which takes about a second and no
 * time of any request that counts nothing. Thread-safe.
 */
public final class Tokens {

    /** What OpenAI's models since GPT-4o read; by it pieces are measured, and conversations unless they say otherwise. */
    public static final String O200K = "o200k_base";

    private Tokens() {}

    private static final class Registry {
        static final EncodingRegistry LAZY = Encodings.newLazyEncodingRegistry();

        private Registry() {}
    }

    /** Tokens of a text; those that have a meaning to a model count as the text that they are written in. */
    public static int count(String encoding, String text) {
        return Registry.LAZY
                .getEncoding(encoding)
                .orElseThrow(() -> new IllegalStateException("unknown encoding " + encoding))
                .countTokensOrdinary(text);
    }
}
