package dev.statehouse.worker.embedding;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.embedding.EmbeddingModelRemoval;
import dev.statehouse.data.embedding.EmbeddingWork;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;

/** Takes away the vectors of a removed model, so many in a transaction, and then the model. */
@Singleton
final class EmbeddingModelRemovalHandler implements JobHandler<EmbeddingModelRemoval> {

    private static final int BATCH = 1_000;

    private final Workspaces workspaces;
    private final EmbeddingWork work;

    EmbeddingModelRemovalHandler(Workspaces workspaces, EmbeddingWork work) {
        this.workspaces = workspaces;
        this.work = work;
    }

    @Override
    public JobKind<EmbeddingModelRemoval> kind() {
        return EmbeddingModelRemoval.KIND;
    }

    @Override
    public void run(RunningJob job, EmbeddingModelRemoval payload) {
        while (!workspaces.write(job.tenant(), () -> work.forget(payload.modelId(), BATCH))) {
            job.checkpoint();
        }
    }
}
