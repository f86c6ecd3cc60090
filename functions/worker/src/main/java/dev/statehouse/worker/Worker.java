package dev.statehouse.worker;

import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.JobClaims;
import dev.statehouse.data.job.Leases;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.Operation;
import dev.statehouse.schedule.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims and runs jobs until nothing is due, or the time is up. Any number of workers may run at once. */
@Singleton
final class Worker implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORT_BATCH = Duration.ofMillis(500);
    private static final Duration LONG_BATCH = Duration.ofSeconds(2);

    private final Leases leases;
    private final Attempt attempt;
    private final PeriodicRounds periodic;
    private final WorkerSettings settings;

    Worker(Leases leases, Attempt attempt, PeriodicRounds periodic, WorkerSettings settings) {
        this.periodic = periodic;
        this.leases = leases;
        this.attempt = attempt;
        this.settings = settings;
    }

    @Override
    public String function() {
        return "worker";
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    /**
     * Runs what is due.
     *
     * @throws dev.statehouse.data.DataError if the database fails; whatever was claimed comes again when its lease runs out
     */
    @Override
    public WorkerRun.Counts run(Run call) {
        Deadline deadline = call.deadline();
        WorkerRun run = new WorkerRun();
        periodic.make();
        JobClaims claims = leases.claims();
        try (Heartbeat heartbeat = new Heartbeat(leases, settings.lease());
                ExecutorService threads = Executors.newFixedThreadPool(
                        settings.parallelism(),
                        Thread.ofVirtual().name("job-", 0).factory())) {
            int most = settings.parallelism();
            while (!deadline.isNear()) {
                List<ClaimedJob> jobs = claims.next(most, settings.lease());
                if (jobs.isEmpty()) {
                    run.emptied();
                    break;
                }
                long start = System.nanoTime();
                runAll(
                        jobs.stream()
                                .map(job -> new RunningJob(job, leases, deadline))
                                .toList(),
                        heartbeat,
                        threads,
                        run);
                most = next(most, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return run.counts();
    }

    // What is claimed waits for its turn here, where no other worker can take it: slow jobs are claimed few at a time.
    private int next(int most, Duration took) {
        if (took.compareTo(SHORT_BATCH) < 0) {
            return Math.min(most * 2, settings.mostAtOnce());
        }
        return took.compareTo(LONG_BATCH) > 0 ? Math.max(most / 2, settings.parallelism()) : most;
    }

    private void runAll(List<RunningJob> jobs, Heartbeat heartbeat, ExecutorService threads, WorkerRun run) {
        heartbeat.add(jobs);
        jobs.forEach(job -> run.claimed(job.claim().lapsed()));
        Completions completions = new Completions(leases, (job, outcome) -> {
            heartbeat.remove(job);
            run.ended(outcome);
        });
        jobs.stream()
                .map(job -> threads.submit(() -> runOne(job, completions, heartbeat, run)))
                .toList()
                .forEach(Worker::await);
    }

    private void runOne(RunningJob job, Completions completions, Heartbeat heartbeat, WorkerRun run) {
        Outcome outcome = settled(job);
        if (outcome == Outcome.DONE) {
            completions.add(job);
        } else {
            heartbeat.remove(job);
            run.ended(outcome);
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

    private static void await(Future<?> job) {
        try {
            job.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException fatal) {
            throw new IllegalStateException(fatal.getCause());
        }
    }
}
