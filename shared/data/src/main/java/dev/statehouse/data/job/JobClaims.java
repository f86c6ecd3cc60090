package dev.statehouse.data.job;

import dev.statehouse.data.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One worker's way through the queue.
 *
 * <p>Workspaces take turns: a claim takes of each an equal share of the batch. And a claim starts where the last one ended. While
 * a long snapshot is held elsewhere, PostgreSQL keeps the index entries of all that was done since; a claim from the beginning
 * would step over each of them again, and cost more with every job that was done. A look from the beginning does so as well, and
 * finds what came in behind: jobs whose transactions took longer, and those whose leases ran out. So it is repeated only after
 * {@value #REST} times as long as it took: it never takes more than a fortieth of the time. The place that was reached is this
 * object's alone: each new one begins with a look from the beginning, and what found nothing is followed by one.
 *
 * <p>Not thread-safe.
 */
public final class JobClaims {

    static final int REST = 40;
    private static final int MOST_LANES = 1_000;
    private static final Comparator<ClaimedJob> FIRST_DUE = Comparator.comparingInt(ClaimedJob::priority)
            .thenComparing(ClaimedJob::runAt)
            .thenComparing(ClaimedJob::id);

    private final Workspaces workspaces;
    private final ClaimedJobs claimed;
    private final Clock clock;
    private final LongSupplier nanoTime;
    // Those of one workspace stand together, in the order of their turns.
    private List<Lane> lanes = List.of();
    private @Nullable UUID lookAfter;
    private long nextLook;
    private boolean looked;

    JobClaims(Workspaces workspaces, ClaimedJobs claimed, Clock clock, LongSupplier nanoTime) {
        this.workspaces = workspaces;
        this.claimed = claimed;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
    }

    /**
     * Claims due jobs.
     *
     * @param most from 1 on
     * @return the most urgent of each workspace first; empty if a look from the beginning found none either
     */
    public List<ClaimedJob> next(int most, Duration lease) {
        looked = false;
        if (lanes.isEmpty() || nanoTime.getAsLong() - nextLook >= 0) {
            look();
        }
        List<ClaimedJob> jobs = claim(most, lease);
        if (jobs.isEmpty() && !looked) {
            look();
            jobs = claim(most, lease);
        }
        return jobs;
    }

    private void look() {
        long start = nanoTime.getAsLong();
        List<Lane> found = workspaces.outside(() -> claimed.lanes(lookAfter, clock.instant(), MOST_LANES));
        if (found.isEmpty() && lookAfter != null) {
            found = workspaces.outside(() -> claimed.lanes(null, clock.instant(), MOST_LANES));
        }
        lookAfter = found.size() < MOST_LANES ? null : found.getLast().workspaceId();
        lanes = new ArrayList<>(found);
        looked = true;
        nextLook = nanoTime.getAsLong() + REST * (nanoTime.getAsLong() - start);
    }

    private List<ClaimedJob> claim(int most, Duration lease) {
        if (lanes.isEmpty()) {
            return List.of();
        }
        long sharers = lanes.stream().map(Lane::workspaceId).distinct().count();
        int mostEach = Math.toIntExact(Math.max(1, (most + sharers - 1) / sharers));
        Instant now = clock.instant();
        List<ClaimedJob> jobs = workspaces.statementOutside(() -> claimed.claim(
                texts(lane -> lane.workspaceId().toString()),
                texts(lane -> Integer.toString(lane.priority())),
                texts(lane -> lane.runAt().toString()),
                texts(lane -> lane.id().toString()),
                mostEach,
                most,
                now,
                now.plus(lease)));
        goOn(jobs, jobs.size() >= most);
        return jobs.stream().sorted(FIRST_DUE).toList();
    }

    // A lane that had its chance, in a workspace that gave nothing, is left out until the next look.
    private void goOn(List<ClaimedJob> jobs, boolean full) {
        Map<UUID, Map<Integer, ClaimedJob>> last = new HashMap<>();
        jobs.forEach(job -> last.computeIfAbsent(job.workspaceId(), id -> new HashMap<>())
                .merge(job.priority(), job, BinaryOperator.maxBy(FIRST_DUE)));
        int lastServed = -1;
        for (int i = 0; i < lanes.size(); i++) {
            lastServed = last.containsKey(lanes.get(i).workspaceId()) ? i : lastServed;
        }
        List<Lane> had = new ArrayList<>();
        for (Lane lane : lanes.subList(0, lastServed + 1)) {
            Map<Integer, ClaimedJob> given = last.get(lane.workspaceId());
            if (given != null) {
                ClaimedJob reached = given.get(lane.priority());
                had.add(reached == null ? lane : lane.reached(reached));
            }
        }
        // Those after the last one served go first now: it is their turn.
        List<Lane> next = full ? new ArrayList<>(lanes.subList(lastServed + 1, lanes.size())) : new ArrayList<>();
        next.addAll(had);
        lanes = next;
    }

    private String[] texts(Function<Lane, String> text) {
        return lanes.stream().map(text).toArray(String[]::new);
    }
}
