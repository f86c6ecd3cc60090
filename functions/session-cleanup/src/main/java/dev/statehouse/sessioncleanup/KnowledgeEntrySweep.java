package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Knowledge that was deleted, with its texts, pieces and files. */
@Singleton
final class KnowledgeEntrySweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    KnowledgeEntrySweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "knowledge_entries";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.knowledgeEntries(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
