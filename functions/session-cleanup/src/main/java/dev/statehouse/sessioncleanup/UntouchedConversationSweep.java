package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/**
 * Conversations to which nothing was added, and of which nothing was changed, for as long as their workspace keeps its history. A
 * dry run tells how many that are before any goes.
 */
@Singleton
final class UntouchedConversationSweep implements Sweep {

    private final Purges purges;

    UntouchedConversationSweep(Purges purges) {
        this.purges = purges;
    }

    @Override
    public String name() {
        return "untouched_conversations";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.untouchedConversations(before.reachedId(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.dueUntouchedConversations(most);
    }
}
