package dev.statehouse.embedding;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A model, and how to ask it.
 *
 * @param name as its provider calls it
 * @param dimensions of its vectors; of models that can shorten them, the number that is asked for
 * @param queryPrefix put before each text that is looked for; empty for most
 * @param documentPrefix put before each text that is to be found; empty for most
 * @param baseUrl of a server that speaks as OpenAI's does, up to and without {@code /embeddings}; null for OpenAI's own, and for
 *     all other providers
 * @param mostTexts in one request; a longer list is sent in several
 */
public record EmbeddingModel(
        Provider provider,
        String name,
        int dimensions,
        String queryPrefix,
        String documentPrefix,
        @Nullable URI baseUrl,
        int mostTexts) {

    /** The local one. Its model card has the query's prefix. */
    public static final EmbeddingModel BGE_SMALL_EN = new EmbeddingModel(
            Provider.LOCAL,
            "bge-small-en-v1.5",
            384,
            "Represent this sentence for searching relevant passages: ",
            "",
            null,
            100);

    public EmbeddingModel {
        if (name.isBlank() || dimensions < 1 || mostTexts < 1) {
            throw new IllegalArgumentException("a model has a name, a dimension and room for a text");
        }
    }

    String prefixed(String text, Purpose purpose) {
        return switch (purpose) {
            case QUERY -> queryPrefix + text;
            case DOCUMENT -> documentPrefix + text;
        };
    }
}
