package dev.statehouse.data.job;

import dev.statehouse.data.JobNotice;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nudges for what was enqueued, once it is committed. Best effort, for the worker's schedule comes anyway: nothing fails by a
 * nudge, nobody waits for one longer than {@link #PATIENCE}, there is one a second at most, and after a failure none for
 * {@link #REST}. What falls into the second after a nudge is told at its end. Thread-safe.
 */
@Singleton
public final class Nudges implements JobNotice {

    static final Duration PATIENCE = Duration.ofMillis(200);
    static final Duration GAP = Duration.ofSeconds(1);
    static final Duration REST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Nudges.class);

    private final TransactionOperations<Connection> transactions;
    private final @Nullable Nudge nudge;
    private final ThreadLocal<Boolean> promised = new ThreadLocal<>();
    private boolean began;
    private boolean waits;
    private long next;

    /** @param nudge null where none is set up */
    Nudges(TransactionOperations<Connection> transactions, @Nullable Nudge nudge) {
        this.transactions = transactions;
        this.nudge = nudge;
    }

    /** Wakes a worker when the transaction that this is called in has been committed; any number of calls count as one. */
    public void afterCommit() {
        if (nudge != null && promised.get() == null) {
            transactions.findTransactionStatus().orElseThrow().registerSynchronization(new Promise());
            promised.set(true);
        }
    }

    @Override
    public void jobsWereMade() {
        if (transactions.findTransactionStatus().isPresent()) {
            afterCommit();
        } else {
            now();
        }
    }

    private final class Promise implements TransactionSynchronization {

        @Override
        public void afterCompletion(Status status) {
            promised.remove();
            if (status == Status.COMMITTED) {
                now();
            }
        }
    }

    void now() {
        Nudge way = nudge;
        if (way == null) {
            return;
        }
        long left;
        synchronized (this) {
            long now = System.nanoTime();
            left = began ? next - now : 0;
            if (waits) {
                return;
            }
            if (left > 0) {
                waits = true;
            } else {
                rest(GAP);
            }
        }
        if (left > 0) {
            // Where the process is frozen after its answer, this comes with the next request, or not at all.
            Thread.ofVirtual().name("late-nudge").start(() -> later(way, Duration.ofNanos(left)));
        } else {
            patiently(way);
        }
    }

    private void later(Nudge way, Duration pause) {
        try {
            Thread.sleep(pause);
            synchronized (this) {
                waits = false;
                rest(GAP);
            }
            send(way);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void patiently(Nudge way) {
        Thread sender = Thread.ofVirtual().name("nudge").start(() -> send(way));
        try {
            if (!sender.join(PATIENCE)) {
                // It may yet arrive; if not, its own end says so.
                LOG.info("A nudge takes longer than {} ms: nobody waits for it", PATIENCE.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Nudge way) {
        try {
            way.send();
        } catch (IOException | RuntimeException failed) {
            rest(REST);
            LOG.warn("A worker could not be nudged, and comes by its schedule: {}", failed.toString());
        }
    }

    private synchronized void rest(Duration pause) {
        began = true;
        next = System.nanoTime() + pause.toNanos();
    }
}
