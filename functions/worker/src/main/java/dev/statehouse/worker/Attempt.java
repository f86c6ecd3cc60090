package dev.statehouse.worker;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.Leases;
import dev.statehouse.data.job.LostLease;
import dev.statehouse.data.job.Payloads;
import dev.statehouse.data.job.UnreadablePayload;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a job, from its claim to whatever becomes of it, but for being put away when its work is done. Thread-safe. */
@Singleton
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final JobHandlers handlers;
    private final Leases leases;

    Attempt(JobHandlers handlers, Leases leases) {
        this.handlers = handlers;
        this.leases = leases;
    }

    Outcome make(RunningJob running) {
        ClaimedJob job = running.claim();
        if (running.isOutOfTime()) {
            return stop(job, JobStopped.Why.TIME_IS_UP);
        }
        if (job.cancelRequested()) {
            return cancel(job);
        }
        if (job.attempt() > job.maxAttempts()) {
            return fail(job, Objects.requireNonNullElse(job.lastError(), "its attempts are used up"), null);
        }
        JobHandler<?> handler = handlers.of(job.kind());
        if (handler == null) {
            // A worker of a newer version may know it.
            return fail(job, "no worker knows the kind " + job.kind(), Backoff.USUAL);
        }
        try {
            run(handler, running);
            return running.isCompleted() ? Outcome.COMPLETED : Outcome.DONE;
        } catch (UnreadablePayload unreadable) {
            return fail(job, String.valueOf(unreadable.getMessage()), null);
        } catch (JobStopped stopped) {
            return stop(job, stopped.why());
        } catch (LostLease lost) {
            return lost(job);
        } catch (JobFailure failed) {
            return fail(job, Failures.describe(failed), failed.isFinal() ? null : backoff(handler), failed.leastWait());
        } catch (RuntimeException | StackOverflowError failed) {
            LOG.warn("Attempt {} of {} {} failed", job.attempt(), job.kind(), job.id(), failed);
            return fail(job, Failures.describe(failed), backoff(handler));
        }
    }

    private static <T extends Record> void run(JobHandler<T> handler, RunningJob running) throws UnreadablePayload {
        JobKind<T> kind = handler.kind();
        handler.run(running, Payloads.read(running.claim().payload().text(), kind.payload()));
    }

    private static Backoff backoff(JobHandler<?> handler) {
        return handler.kind().backoff();
    }

    private Outcome stop(ClaimedJob job, JobStopped.Why why) {
        return switch (why) {
            case CANCELLED -> cancel(job);
            case TIME_IS_UP -> leases.release(List.of(job)) == 1 ? Outcome.RELEASED : lost(job);
            case LEASE_LOST -> lost(job);
        };
    }

    private Outcome cancel(ClaimedJob job) {
        return leases.cancel(job) ? Outcome.CANCELLED : lost(job);
    }

    /** @param backoff null for no other attempt */
    private Outcome fail(ClaimedJob job, String error, @Nullable Backoff backoff) {
        return fail(job, error, backoff, Duration.ZERO);
    }

    private Outcome fail(ClaimedJob job, String error, @Nullable Backoff backoff, Duration leastWait) {
        Duration wait = backoff == null || job.attempt() >= job.maxAttempts() ? null : wait(job, backoff, leastWait);
        return switch (leases.fail(job, error, wait)) {
            case QUEUED -> Outcome.RETRIED;
            case DEAD -> dead(job, error);
            case CANCELLED -> Outcome.CANCELLED;
            case LOST -> lost(job);
        };
    }

    private static Duration wait(ClaimedJob job, Backoff backoff, Duration least) {
        Duration drawn = backoff.draw(job.attempt(), RandomGenerator.getDefault());
        return drawn.compareTo(least) < 0 ? least : drawn;
    }

    private static Outcome dead(ClaimedJob job, String error) {
        LOG.error("{} {} is dead after {} attempts: {}", job.kind(), job.id(), job.attempt(), error);
        return Outcome.DEAD;
    }

    static Outcome lost(ClaimedJob job) {
        LOG.warn("The end of attempt {} of {} {} came too late to count", job.attempt(), job.kind(), job.id());
        return Outcome.LOST;
    }
}
