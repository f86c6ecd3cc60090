package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Runs that were deleted, with their log lines and usages; what they spent stays known. */
@Singleton
final class AgentRunSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    AgentRunSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "agent_runs";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.agentRuns(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
