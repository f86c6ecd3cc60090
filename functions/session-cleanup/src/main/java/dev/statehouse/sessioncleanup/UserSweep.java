package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Deleted accounts that nobody asked to be removed then: their removal begins. */
@Singleton
final class UserSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    UserSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Override
    public String name() {
        return "users";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.users(keptSeconds, before.reached(), before.reachedId(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
