package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Answers that were kept for repeated requests. */
@Singleton
final class IdempotencyKeySweep implements Sweep {

    private final Purges purges;
    private final long keptSeconds;

    IdempotencyKeySweep(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.idempotencyKeysKept().toSeconds();
    }

    @Override
    public String name() {
        return "idempotency_keys";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.idempotencyKeys(keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
