package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import jakarta.inject.Singleton;

/** Tokens that were sent by mail, and can be used no more. */
@Singleton
final class UserTokenSweep implements Sweep {

    private final Purges purges;

    UserTokenSweep(Purges purges) {
        this.purges = purges;
    }

    @Override
    public String name() {
        return "user_tokens";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.userTokens(0, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), 0, most);
    }
}
