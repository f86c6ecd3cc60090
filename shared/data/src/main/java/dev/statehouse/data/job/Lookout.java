package dev.statehouse.data.job;

import dev.statehouse.data.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lanes that have due jobs, and remembers how far each was served.
 *
 * <p>While a long snapshot is held elsewhere, PostgreSQL keeps the index entries of all jobs that were done since, and a look from
 * the beginning steps over each of them. So each depth of look has an allowance of its own: as a rule a look takes a millisecond,
 * and each is from the beginning; under a snapshot it takes seconds, and one in five minutes is.
 *
 * <p>Not thread-safe.
 */
final class Lookout {

    static final int MOST_LANES = 1_000;
    private static final Duration LATE = Duration.ofSeconds(5);

    /** Where a look begins, and the most that such looks may take: one part in so many of the time, but one each so often. */
    private enum Depth {
        /** At the beginning. It finds whatever is due: jobs that were given back as well, and those whose leases ran out. */
        WHOLE(100, Duration.ofSeconds(3), Duration.ofMinutes(5)),
        /** A little before what was reached. It finds what was committed late. */
        RECENT(100, Duration.ofSeconds(1), Duration.ofSeconds(20)),
        /** At what was reached. It finds what came in, in lanes that had nothing as well. */
        NEW(40, Duration.ofSeconds(1), Duration.ofSeconds(5));

        private final int share;
        private final Duration savings;
        private final Duration longestWait;

        Depth(int share, Duration savings, Duration longestWait) {
            this.share = share;
            this.savings = savings;
            this.longestWait = longestWait;
        }

        private Stream<Lane> begin(Collection<Lane> reached, Instant now) {
            return switch (this) {
                case WHOLE -> Stream.empty();
                case RECENT -> reached.stream().map(lane -> lane.notAfter(now.minus(LATE)));
                case NEW -> reached.stream();
            };
        }
    }

    private final Workspaces workspaces;
    private final ClaimedJobs claimed;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<Depth, Allowance> allowances = new EnumMap<>(Depth.class);
    private final Map<Lane.Key, Lane> reached = new LinkedHashMap<>();
    private @Nullable Lane after;

    Lookout(Workspaces workspaces, ClaimedJobs claimed, Clock clock, LongSupplier nanoTime) {
        this.workspaces = workspaces;
        this.claimed = claimed;
        this.clock = clock;
        this.nanoTime = nanoTime;
        for (Depth depth : Depth.values()) {
            allowances.put(depth, new Allowance(depth.share, depth.savings, depth.longestWait, nanoTime.getAsLong()));
        }
    }

    /** Notes how far a lane was served. Of more than {@value #MOST_LANES}, those served last are remembered. */
    void reach(Lane lane) {
        reached.remove(lane.key());
        reached.put(lane.key(), lane);
        if (reached.size() > MOST_LANES) {
            reached.remove(reached.keySet().iterator().next());
        }
    }

    /**
     * Looks as deep as may be now.
     *
     * @return lanes with due jobs in their order, at most {@value #MOST_LANES}, after which the next look goes on; if no look may
     *     be now, all that are remembered
     */
    List<Lane> look() {
        long now = nanoTime.getAsLong();
        return Stream.of(Depth.values())
                .filter(depth -> allowance(depth).isLeft(now))
                .findFirst()
                .map(this::look)
                .orElseGet(() -> reached.values().stream().sorted(Lane.ORDER).toList());
    }

    private List<Lane> look(Depth depth) {
        long start = nanoTime.getAsLong();
        List<Lane> from = depth.begin(reached.values(), clock.instant())
                .sorted(Lane.ORDER)
                .toList();
        List<Lane> found = find(after, from);
        if (found.isEmpty() && after != null) {
            found = find(null, from);
        }
        after = found.size() < MOST_LANES ? null : found.getLast();
        found.forEach(this::reach);
        long end = nanoTime.getAsLong();
        allowance(depth).take(end - start, end);
        return found;
    }

    private List<Lane> find(@Nullable Lane last, List<Lane> from) {
        Lanes begins = new Lanes(
                last == null
                        ? from
                        : from.stream()
                                .filter(lane -> lane.isInLaterWorkspace(last))
                                .toList());
        return workspaces.statementOutside(() -> claimed.lanes(
                last == null ? null : last.workspaceId(),
                begins.workspaces(),
                begins.priorities(),
                begins.runAts(),
                begins.ids(),
                clock.instant(),
                MOST_LANES));
    }

    private Allowance allowance(Depth depth) {
        return Objects.requireNonNull(allowances.get(depth));
    }
}
