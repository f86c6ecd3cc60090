package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.ExpiredSession;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import dev.statehouse.data.identity.KnownCredentials;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Login sessions that ended by time, whether they were revoked before or not. Redis forgets them as well. */
@Singleton
final class UserSessionSweep implements Sweep {

    private final Purges purges;
    private final KnownCredentials known;
    private final long keptSeconds;

    UserSessionSweep(Purges purges, KnownCredentials known, CleanupSettings settings) {
        this.purges = purges;
        this.known = known;
        this.keptSeconds = settings.sessionsKept().toSeconds();
    }

    @Override
    public String name() {
        return "user_sessions";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        List<ExpiredSession> gone = purges.userSessions(keptSeconds, before.reached(), most);
        Instant reached = gone.stream()
                .map(ExpiredSession::expiresAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Batch(new PurgedRows(gone.size(), !gone.isEmpty(), reached, null), () -> known.forgetSessions(gone));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name(), keptSeconds, most);
    }
}
