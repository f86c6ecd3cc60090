package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Identities that were deleted, with their profiles, experiences and skills. */
@Singleton
final class IdentitySweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    IdentitySweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "identities";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.identities(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
