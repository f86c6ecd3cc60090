package dev.statehouse.worker;

import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.Leases;
import dev.statehouse.schedule.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that this worker has claimed, from their claim to their end: a few run, the others wait for their turn. The next are claimed
 * and the last put away while they run.
 *
 * <p>One thread adds and waits; jobs run on threads of the queue's own. Closing it waits for all of them.
 */
final class LocalQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalQueue.class);
    private static final int NOBODY_WAITS = -1;

    private final Attempt attempt;
    private final Leases leases;
    private final Deadline deadline;
    private final WorkerRun run;
    private final Heartbeat heartbeat;
    private final Completions completions;
    private final ExecutorService threads;
    private int open;
    /** How many may be left for whoever waits to go on. */
    private int awaited = NOBODY_WAITS;

    private @Nullable Throwable fatal;

    LocalQueue(Attempt attempt, Leases leases, WorkerSettings settings, Deadline deadline, WorkerRun run) {
        this.attempt = attempt;
        this.leases = leases;
        this.deadline = deadline;
        this.run = run;
        this.heartbeat = new Heartbeat(leases, settings.lease());
        this.completions = new Completions(leases, this::end);
        this.threads = Executors.newFixedThreadPool(
                settings.parallelism(), Thread.ofVirtual().name("job-", 0).factory());
    }

    void add(List<ClaimedJob> jobs) {
        List<RunningJob> running =
                jobs.stream().map(job -> new RunningJob(job, leases, deadline)).toList();
        heartbeat.add(running);
        synchronized (this) {
            open += jobs.size();
        }
        for (RunningJob job : running) {
            run.claimed(job.claim().lapsed());
            threads.execute(() -> make(job));
        }
    }

    /** {@return how many have not ended} */
    synchronized int size() {
        return open;
    }

    /**
     * Waits until no more than so many have not ended, or until the time is over.
     *
     * @return how long that took
     * @throws IllegalStateException if the JVM, or the worker itself, failed under a job
     */
    synchronized Duration awaitAtMost(int most, Duration longest) {
        long start = System.nanoTime();
        long waited = 0;
        awaited = most;
        try {
            while (open > most && fatal == null && waited < longest.toNanos()) {
                TimeUnit.NANOSECONDS.timedWait(this, longest.toNanos() - waited);
                waited = System.nanoTime() - start;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            awaited = NOBODY_WAITS;
        }
        if (fatal != null) {
            throw new IllegalStateException(fatal);
        }
        return Duration.ofNanos(waited);
    }

    private void make(RunningJob job) {
        try {
            Outcome outcome = settled(job);
            if (outcome == Outcome.DONE) {
                completions.add(job);
            } else {
                end(job, outcome);
            }
        } catch (RuntimeException | Error failed) {
            // What it was about is unknown, and whoever waits for it would wait for ever.
            synchronized (this) {
                fatal = failed;
                notifyAll();
            }
            throw failed;
        }
    }

    private Outcome settled(RunningJob job) {
        try {
            return attempt.make(job);
        } catch (RuntimeException unsettled) {
            // The database is away: the job comes again when its lease runs out.
            LOG.warn("What became of {} {} could not be written", job.claim().kind(), job.id(), unsettled);
            return Outcome.LOST;
        }
    }

    private void end(RunningJob job, Outcome outcome) {
        heartbeat.remove(job);
        run.ended(outcome);
        synchronized (this) {
            open--;
            if (open <= awaited) {
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        threads.close();
        heartbeat.close();
    }
}
