package dev.statehouse.sessioncleanup;

import dev.statehouse.data.Origin.Via;
import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.identity.LimitRefusals;
import dev.statehouse.data.identity.RefusalCounts;
import dev.statehouse.data.identity.RefusedRequests;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Redis's counts of requests beyond a limit whose credential fell silent before it told of them: they are counted with its
 * other refusals, of which {@link OmittedRefusalSweep} makes an entry.
 */
@Singleton
final class LimitRefusalSweep implements Sweep {

    // A credential that goes on tells of them within a minute.
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final RefusalCounts counts;
    private final LimitRefusals refusals;

    LimitRefusalSweep(RefusalCounts counts, LimitRefusals refusals) {
        this.counts = counts;
        this.refusals = refusals;
    }

    @Override
    public String name() {
        return "requests_beyond_limits";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        List<RefusedRequests> taken = counts.take(KEPT, most);
        int counted = 0;
        try {
            for (; counted < taken.size(); counted++) {
                count(taken.get(counted));
            }
        } catch (RuntimeException failed) {
            taken.subList(counted, taken.size()).forEach(counts::giveBack);
            throw failed;
        }
        return Batch.of(new PurgedRows(
                taken.size(),
                taken.size() == most,
                taken.stream()
                        .map(RefusedRequests::since)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                null));
    }

    private void count(RefusedRequests refused) {
        Via via = refused.via();
        UUID credential = refused.credentialId();
        if (via != null && credential != null) {
            refusals.count(refused.workspaceId(), via.label(), credential, refused.requests(), refused.since());
        }
    }

    @Override
    public DueRows due(long most) {
        return counts.due(KEPT);
    }
}
