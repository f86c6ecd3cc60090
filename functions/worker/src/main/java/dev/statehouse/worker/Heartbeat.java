package dev.statehouse.worker;

import dev.statehouse.data.job.HeldLease;
import dev.statehouse.data.job.Leases;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prolongs the leases of the jobs of a batch while they wait for their turn or run, and tells them what it hears. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Map<UUID, RunningJob> jobs = new ConcurrentHashMap<>();
    private final Leases leases;
    private final Duration lease;
    private final Thread thread;

    Heartbeat(Leases leases, Duration lease) {
        this.leases = leases;
        this.lease = lease;
        this.thread = Thread.ofVirtual().name("heartbeat").start(this::beat);
    }

    void add(Collection<RunningJob> batch) {
        batch.forEach(job -> jobs.put(job.id(), job));
    }

    void remove(RunningJob job) {
        jobs.remove(job.id());
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(lease.dividedBy(3));
                extend(Map.copyOf(jobs));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    // A beat that fails is followed by another before the lease runs out.
    private void extend(Map<UUID, RunningJob> now) {
        if (now.isEmpty()) {
            return;
        }
        try {
            Map<UUID, HeldLease> held =
                    leases.extend(now.values().stream().map(RunningJob::claim).toList(), lease).stream()
                            .collect(Collectors.toMap(HeldLease::id, Function.identity()));
            now.values().forEach(job -> job.heard(held.get(job.id())));
        } catch (RuntimeException failed) {
            LOG.warn("A heartbeat failed", failed);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
