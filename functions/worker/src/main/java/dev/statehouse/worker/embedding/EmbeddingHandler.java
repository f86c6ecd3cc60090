package dev.statehouse.worker.embedding;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.embedding.EmbeddingJob;
import dev.statehouse.data.embedding.EmbeddingKey;
import dev.statehouse.data.embedding.EmbeddingKeys;
import dev.statehouse.data.embedding.EmbeddingModel;
import dev.statehouse.data.embedding.EmbeddingModels;
import dev.statehouse.data.embedding.EmbeddingWork;
import dev.statehouse.data.embedding.PieceToEmbed;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.embedding.Embedder;
import dev.statehouse.embedding.EmbeddingFailedException;
import dev.statehouse.embedding.ModelEmbedders;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vectors that a workspace's pieces wait for, batch by batch, and then lets another job go on, so that no workspace keeps a
 * worker from others' for long. What a provider refuses for good is noted at its piece; what may succeed later fails the attempt.
 */
@Singleton
final class EmbeddingHandler implements JobHandler<EmbeddingJob> {

    static final int BATCH = 100;
    private static final int MOST_BATCHES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workspaces workspaces;
    private final EmbeddingWork work;
    private final EmbeddingModels models;
    private final EmbeddingKeys keys;
    private final ModelEmbedders embedders;

    EmbeddingHandler(
            Workspaces workspaces,
            EmbeddingWork work,
            EmbeddingModels models,
            EmbeddingKeys keys,
            ModelEmbedders embedders) {
        this.workspaces = workspaces;
        this.work = work;
        this.models = models;
        this.keys = keys;
        this.embedders = embedders;
    }

    private record Known(EmbeddingModel model, @Nullable EmbeddingKey key) {}

    @Override
    public JobKind<EmbeddingJob> kind() {
        return EmbeddingJob.KIND;
    }

    @Override
    public void run(RunningJob job, EmbeddingJob payload) {
        int done = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<PieceToEmbed> pieces = workspaces.write(job.tenant(), () -> work.next(BATCH));
            if (pieces.isEmpty()) {
                break;
            }
            UUID model = pieces.getFirst().modelId();
            Batch made = embed(embedder(job, model), pieces);
            workspaces.write(job.tenant(), () -> work.keep(model, made.chunks(), made.vectors(), made.failures()));
            done += pieces.size();
            job.progress(done, null, "pieces were embedded");
        }
        job.completing(work::finish);
    }

    private Embedder embedder(RunningJob job, UUID model) {
        Known known = workspaces.read(job.tenant(), () -> {
            EmbeddingModel found = models.find(model);
            return found == null ? null : new Known(found, found.credentialId() == null ? null : keys.of(model));
        });
        if (known == null) {
            throw JobFailure.passing("the embedding model was removed");
        }
        try {
            return embedders.of(job.tenant().workspaceId(), known.model, known.key);
        } catch (EmbeddingFailedException impossible) {
            return (texts, purpose, patience) -> {
                throw impossible;
            };
        }
    }

    private static Batch embed(Embedder embedder, List<PieceToEmbed> pieces) {
        try {
            return new Batch(embedder, pieces, PATIENCE).make();
        } catch (EmbeddingFailedException passing) {
            throw JobFailure.passing(
                    String.valueOf(passing.getMessage()), passing.retryAfter().orElse(Duration.ZERO));
        }
    }
}
