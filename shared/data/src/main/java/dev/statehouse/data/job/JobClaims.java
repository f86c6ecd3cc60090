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
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One worker's way through the queue, kept for as long as the worker lives.
 *
 * <p>Workspaces take turns: a claim takes of each an equal share of the batch. And a claim starts where the last one ended. What
 * comes in behind is found by looks: always, but for the time of a long snapshot, when a look from the beginning takes seconds and
 * is made once in a while only ({@link Lookout}).
 *
 * <p>Not thread-safe.
 */
public final class JobClaims {

    /** While there is work, the next look comes after so many times as long as the last one took. */
    private static final int REST = 40;

    private static final Comparator<ClaimedJob> FIRST_DUE = Comparator.comparingInt(ClaimedJob::priority)
            .thenComparing(ClaimedJob::runAt)
            .thenComparing(ClaimedJob::id);

    private final Workspaces workspaces;
    private final ClaimedJobs claimed;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Lookout lookout;
    // Those of one workspace stand together, in the order of their turns.
    private List<Lane> lanes = List.of();
    private @Nullable Lane lastServed;
    private long nextLook;
    private boolean looked;

    JobClaims(Workspaces workspaces, ClaimedJobs claimed, Clock clock, LongSupplier nanoTime) {
        this.workspaces = workspaces;
        this.claimed = claimed;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lookout = new Lookout(workspaces, claimed, clock, nanoTime);
        this.nextLook = nanoTime.getAsLong();
    }

    /**
     * Claims due jobs.
     *
     * @param most from 1 on
     * @return the most urgent of each workspace first; empty if a look found none either
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
        lanes = inTurn(lookout.look());
        looked = true;
        long end = nanoTime.getAsLong();
        nextLook = end + REST * (end - start);
    }

    // The workspaces after the one that was served last go first.
    private List<Lane> inTurn(List<Lane> found) {
        Lane last = lastServed;
        if (last == null) {
            return found;
        }
        Map<Boolean, List<Lane>> parts =
                found.stream().collect(Collectors.partitioningBy(lane -> lane.isInLaterWorkspace(last)));
        List<Lane> next = new ArrayList<>(parts.get(true));
        next.addAll(parts.get(false));
        return next;
    }

    private List<ClaimedJob> claim(int most, Duration lease) {
        if (lanes.isEmpty()) {
            return List.of();
        }
        long sharers = lanes.stream().map(Lane::workspaceId).distinct().count();
        int mostEach = Math.toIntExact(Math.max(1, (most + sharers - 1) / sharers));
        Instant now = clock.instant();
        Lanes from = new Lanes(lanes);
        List<ClaimedJob> jobs = workspaces.statementOutside(() -> claimed.claim(
                from.workspaces(), from.priorities(), from.runAts(), from.ids(), mostEach, most, now, now.plus(lease)));
        goOn(jobs, jobs.size() >= most);
        return jobs.stream().sorted(FIRST_DUE).toList();
    }

    // A lane that had its chance, in a workspace that gave nothing, is left out until the next look.
    private void goOn(List<ClaimedJob> jobs, boolean full) {
        Map<UUID, Map<Integer, ClaimedJob>> last = new HashMap<>();
        jobs.forEach(job -> last.computeIfAbsent(job.workspaceId(), id -> new HashMap<>())
                .merge(job.priority(), job, BinaryOperator.maxBy(FIRST_DUE)));
        int served = -1;
        for (int i = 0; i < lanes.size(); i++) {
            served = last.containsKey(lanes.get(i).workspaceId()) ? i : served;
        }
        List<Lane> had = new ArrayList<>();
        for (Lane lane : lanes.subList(0, served + 1)) {
            Map<Integer, ClaimedJob> given = last.get(lane.workspaceId());
            if (given != null) {
                ClaimedJob reached = given.get(lane.priority());
                had.add(reached == null ? lane : lane.reached(reached));
            }
        }
        had.forEach(lookout::reach);
        lastServed = served < 0 ? lastServed : lanes.get(served);
        // Those after the last one served go first now: it is their turn.
        List<Lane> next = full ? new ArrayList<>(lanes.subList(served + 1, lanes.size())) : new ArrayList<>();
        next.addAll(had);
        lanes = next;
    }
}
