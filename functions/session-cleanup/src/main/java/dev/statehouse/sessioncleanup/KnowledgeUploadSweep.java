package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Files that were announced and never taken, and those whose place others took. */
@Singleton
final class KnowledgeUploadSweep implements Sweep {

    private final Purges purges;

    KnowledgeUploadSweep(Purges purges) {
        this.purges = purges;
    }

    @Override
    public String name() {
        return "knowledge_uploads";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.knowledgeUploads(0, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), 0, most);
    }
}
