package dev.statehouse.embedding;

import java.time.Duration;
import java.util.List;

/** Turns texts into vectors by one model. Thread-safe. */
public interface Embedder {

    /**
     * The texts' vectors, in their order: each of the model's dimensions and of length 1. The same text has the same vector,
     * whatever stands beside it.
     *
     * <p>Any text will do, an empty one or half a surrogate pair as well. Of a long one the beginning counts, in so far as the
     * model takes it in.
     *
     * @param patience after which nothing is tried any more, repeats included
     * @throws EmbeddingFailedException if not all of them can be had in this time
     */
    List<float[]> embed(List<String> texts, Purpose purpose, Duration patience);
}
