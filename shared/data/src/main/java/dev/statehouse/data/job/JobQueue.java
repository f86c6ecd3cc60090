package dev.statehouse.data.job;

import dev.statehouse.data.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs are enqueued: inside {@code Workspaces.write}, so that a job is there if and only if the change is that it belongs
 * to, or by {@code Workspaces.statement} alone. What is due at once wakes a worker when it is committed. Thread-safe.
 */
@Singleton
public final class JobQueue {

    /** Jobs in one call, and so in one statement. */
    public static final int MOST_AT_ONCE = 10_000;

    private final Jobs jobs;
    private final Nudges nudges;
    private final Clock clock;

    JobQueue(Jobs jobs, Nudges nudges, Clock clock) {
        this.jobs = jobs;
        this.nudges = nudges;
        this.clock = clock;
    }

    /** Enqueues one, unless one with its unique key waits or runs: then it names that. */
    public Enqueued enqueue(NewJob<?> job) {
        UUID id = Ids.next();
        if (!insert(List.of(job), new String[] {id.toString()}).isEmpty()) {
            return new Enqueued(id, true);
        }
        Job other = jobs.ofKey(job.kind().name(), Objects.requireNonNull(job.uniqueKey()));
        // It was there a moment ago, and is done since: what was asked for has been done after this transaction began.
        return new Enqueued(other == null ? id : other.id(), false);
    }

    /**
     * Enqueues many by one statement.
     *
     * @param all at most {@link #MOST_AT_ONCE}
     * @return ids of those that are new; the others' unique keys were taken
     */
    public Set<UUID> enqueue(List<? extends NewJob<?>> all) {
        if (all.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("at most " + MOST_AT_ONCE + " jobs at once, not " + all.size());
        }
        String[] ids = all.stream().map(job -> Ids.next().toString()).toArray(String[]::new);
        return all.isEmpty() ? Set.of() : new HashSet<>(insert(all, ids));
    }

    private List<UUID> insert(List<? extends NewJob<?>> all, String[] ids) {
        Instant now = clock.instant();
        // Of most jobs, and so written down once.
        String atOnce = now.toString();
        String[] kinds = texts(all, job -> job.kind().name());
        String[] payloads = texts(all, job -> Payloads.write(job.payload()));
        String[] people =
                texts(all, job -> job.personId() == null ? null : job.personId().toString());
        String[] priorities = texts(all, job -> Integer.toString(job.priority().level()));
        String[] runAts = texts(all, job -> isAtOnce(job, now) ? atOnce : String.valueOf(job.runAt()));
        String[] attempts = texts(all, job -> Integer.toString(job.kind().maxAttempts()));
        String[] uniqueKeys =
                all.stream().allMatch(job -> job.uniqueKey() == null) ? null : texts(all, NewJob::uniqueKey);
        List<UUID> made = jobs.enqueue(ids, kinds, payloads, people, priorities, runAts, attempts, uniqueKeys);
        if (!made.isEmpty() && all.stream().anyMatch(job -> isAtOnce(job, now))) {
            nudges.jobsWereMade();
        }
        return made;
    }

    // An earlier time counts as now: what lies behind the place that a worker reached would wait for its next look
    // there.
    private static boolean isAtOnce(NewJob<?> job, Instant now) {
        return job.runAt() == null || !job.runAt().isAfter(now);
    }

    @SuppressWarnings("NullAway") // An array of nullable elements, which the driver sends as NULLs.
    private static String[] texts(List<? extends NewJob<?>> all, Function<NewJob<?>, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
