package dev.statehouse.crud.embedding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Models whose dimensions and prefixes nobody has to look up, as their cards have them. */
enum KnownModel {
    BGE_SMALL_EN("local", "bge-small-en-v1.5", 384, "Represent this sentence for searching relevant passages: "),
    OPENAI_SMALL("openai", "text-embedding-3-small", 1536, ""),
    OPENAI_LARGE("openai", "text-embedding-3-large", 3072, ""),
    OPENAI_ADA("openai", "text-embedding-ada-002", 1536, ""),
    TITAN("bedrock", "amazon.titan-embed-text-v2:0", 1024, ""),
    COHERE_ENGLISH("bedrock", "cohere.embed-english-v3", 1024, ""),
    COHERE_MULTILINGUAL("bedrock", "cohere.embed-multilingual-v3", 1024, "");

    final String provider;
    final String model;
    final int dimensions;
    final String queryPrefix;

    KnownModel(String provider, String model, int dimensions, String queryPrefix) {
        this.provider = provider;
        this.model = model;
        this.dimensions = dimensions;
        this.queryPrefix = queryPrefix;
    }

    /** The provider's own of this name; its first one without a name; null if it is none of these. */
    static @Nullable KnownModel of(String provider, @Nullable String model) {
        return Arrays.stream(values())
                .filter(known -> known.provider.equals(provider) && (model == null || known.model.equals(model)))
                .findFirst()
                .orElse(null);
    }
}
