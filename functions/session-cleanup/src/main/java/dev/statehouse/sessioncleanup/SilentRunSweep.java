package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Runs that nobody hears of any more, and that have failed therefore: nothing is deleted, but whoever waits for their end learns it. */
@Singleton
final class SilentRunSweep implements Sweep {

    private final Purges purges;
    private final long silentSeconds;

    SilentRunSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.silentSeconds = settings.runsSilent().toSeconds();
    }

    @Override
    public String name() {
        return "silent_agent_runs";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.silentRuns(silentSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.dueSilentRuns(silentSeconds, most);
    }
}
