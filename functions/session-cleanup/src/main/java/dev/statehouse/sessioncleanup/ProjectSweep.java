package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Projects that were deleted and not restored: their removal begins. */
@Singleton
final class ProjectSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    ProjectSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "projects";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.projects(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
