package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Counts of refusals that the audit log had no room for, and no later refusal told of: an entry tells of them at last. */
@Singleton
final class OmittedRefusalSweep implements Sweep {

    // The log has room again after a minute: by then the credential's next refusal would have told.
    private static final long KEPT_SECONDS = 120;

    private final Purges purges;

    OmittedRefusalSweep(Purges purges) {
        this.purges = purges;
    }

    @Override
    public String name() {
        return "omitted_refusals";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.omittedRefusals(KEPT_SECONDS, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), KEPT_SECONDS, most);
    }
}
