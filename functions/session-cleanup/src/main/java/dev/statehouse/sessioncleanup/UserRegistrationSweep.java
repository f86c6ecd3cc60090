package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Registrations whose address was not proved in time. */
@Singleton
final class UserRegistrationSweep implements Sweep {

    private final Purges purges;

    UserRegistrationSweep(Purges purges) {
        this.purges = purges;
    }

    @Override
    public String name() {
        return "user_registrations";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.userRegistrations(0, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), 0, most);
    }
}
