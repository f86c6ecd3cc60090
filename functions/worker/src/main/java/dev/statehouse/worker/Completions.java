package dev.statehouse.worker;

import dev.statehouse.data.job.Leases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts jobs away whose work is done. Those that come while a transaction is under way go together by the next one: a commit waits
 * for the disk, and short jobs would wait for little else. Nobody waits for company.
 *
 * <p>Thread-safe. The work is done by whoever comes first; the others go on at once.
 */
final class Completions {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private final Leases leases;
    private final BiConsumer<RunningJob, Outcome> ended;
    private List<RunningJob> waiting = new ArrayList<>();
    private boolean busy;

    /** @param ended is told what became of each */
    Completions(Leases leases, BiConsumer<RunningJob, Outcome> ended) {
        this.leases = leases;
        this.ended = ended;
    }

    void add(RunningJob job) {
        synchronized (this) {
            waiting.add(job);
            if (busy) {
                return;
            }
            busy = true;
        }
        for (List<RunningJob> jobs = next(); !jobs.isEmpty(); jobs = next()) {
            complete(jobs);
        }
    }

    private synchronized List<RunningJob> next() {
        List<RunningJob> jobs = waiting;
        waiting = new ArrayList<>();
        busy = !jobs.isEmpty();
        return jobs;
    }

    private void complete(List<RunningJob> jobs) {
        Set<UUID> stood;
        try {
            stood = leases.complete(jobs.stream().map(RunningJob::claim).toList());
        } catch (RuntimeException unsettled) {
            // The database is away: the jobs come again when their leases run out.
            LOG.warn("The ends of {} jobs could not be written", jobs.size(), unsettled);
            jobs.forEach(job -> ended.accept(job, Outcome.LOST));
            return;
        }
        jobs.forEach(
                job -> ended.accept(job, stood.contains(job.id()) ? Outcome.COMPLETED : Attempt.lost(job.claim())));
    }
}
