package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Conversations that were deleted, with their messages. What forks show of them stays. */
@Singleton
final class ConversationSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    ConversationSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.conversations(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
