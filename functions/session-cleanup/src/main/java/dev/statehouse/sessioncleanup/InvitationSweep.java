package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Invitations whose time ended, whatever came of them. */
@Singleton
final class InvitationSweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    InvitationSweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.invitationsKept().toSeconds();
    }

    @Override
    public String name() {
        return "invitations";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.invitations(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
