package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Prompt cards that were deleted, with their versions, labels and what was noted of them. */
@Singleton
final class PromptCardSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    PromptCardSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "prompt_cards";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.promptCards(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
