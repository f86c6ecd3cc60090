package dev.statehouse.data.embedding;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.util.UUID;

/** A job that takes away the vectors of a removed model, and then the model. */
public record EmbeddingModelRemoval(UUID modelId) {

    public static final JobKind<EmbeddingModelRemoval> KIND =
            new JobKind<>("embedding-model-removal", EmbeddingModelRemoval.class, 20, Backoff.USUAL);
}
