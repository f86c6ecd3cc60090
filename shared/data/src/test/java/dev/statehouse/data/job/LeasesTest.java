package dev.statehouse.data.job;

import static dev.statehouse.data.job.JobsDatabase.LEASE;
import static dev.statehouse.data.job.JobsDatabase.NOTE;
import static dev.statehouse.data.job.JobsDatabase.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.job.JobsDatabase.Note;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private JobsDatabase jobs;
    private Tenant tenant;

    @BeforeEach
    void start() {
        jobs = new JobsDatabase();
        tenant = jobs.workspace();
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    private static NewJob<Note> note(int number) {
        return NOTE.of(new Note(number, "text"));
    }

    @Test
    void aZombieChangesNothing() {
        UUID id = jobs.enqueue(tenant, note(1));
        ClaimedJob zombie = jobs.claim(1).getFirst();
        jobs.clock.move(LEASE.plusSeconds(1));
        ClaimedJob second = jobs.claim(1).getFirst();
        assertEquals(id, second.id());
        assertTrue(second.lapsed());
        assertEquals(2, second.attempt());
        assertEquals(zombie.fence() + 1, second.fence());
        assertEquals("the lease of attempt 1 ran out", second.lastError());

        assertEquals(Set.of(), jobs.leases().complete(List.of(zombie)));
        assertThrows(LostLease.class, () -> jobs.leases().completing(zombie, () -> jobs.enqueueByWorker(note(9))));
        assertThrows(LostLease.class, () -> jobs.leases().progress(zombie, 1, 2L, "half"));
        assertEquals(Leases.Fate.LOST, jobs.leases().fail(zombie, "late", Duration.ZERO));
        assertFalse(jobs.leases().cancel(zombie));
        assertEquals(0, jobs.leases().release(List.of(zombie)));
        assertEquals(List.of(), jobs.leases().extend(List.of(zombie), LEASE));

        assertEquals(Set.of(id), jobs.leases().complete(List.of(second)));
        assertEquals(Set.of(), jobs.leases().complete(List.of(second)), "once");
        ListedJob done = Objects.requireNonNull(jobs.find(tenant, id));
        assertEquals("completed", done.state());
        assertEquals(1, done.lapses(), "the re-run is reported");
        assertEquals(1, jobs.count("SELECT count(*) FROM app.finished_jobs"));
        assertEquals(0, jobs.count("SELECT count(*) FROM app.jobs"));
    }

    @Test
    void aHeartbeatKeepsALease() {
        jobs.enqueue(tenant, note(1));
        ClaimedJob job = jobs.claim(1).getFirst();
        for (int beat = 0; beat < 5; beat++) {
            jobs.clock.move(LEASE.minusSeconds(1));
            assertEquals(List.of(new HeldLease(job.id(), false)), jobs.leases().extend(List.of(job), LEASE));
            assertEquals(List.of(), jobs.claim(1));
        }
        jobs.clock.move(LEASE.plusSeconds(1));
        assertEquals(List.of(job.id()), ids(jobs.claim(1)));
    }

    @Test
    void workAndItsCompletionAreOne() {
        jobs.enqueue(tenant, note(1));
        ClaimedJob job = jobs.claim(1).getFirst();
        assertThrows(
                IllegalStateException.class,
                () -> jobs.leases().completing(job, () -> {
                    jobs.enqueueByWorker(note(2));
                    throw new IllegalStateException("halfway");
                }));
        assertEquals("running", jobs.state(tenant, job.id()));
        assertEquals(1, jobs.count("SELECT count(*) FROM app.jobs"));
        jobs.leases().completing(job, () -> jobs.enqueueByWorker(note(2)));
        assertEquals("completed", jobs.state(tenant, job.id()));
        assertEquals(1, jobs.count("SELECT count(*) FROM app.jobs"));
    }

    @Test
    void whileItsWorkIsDoneInItsTransactionNobodyClaimsAJobWhoseLeaseRanOut() {
        jobs.enqueue(tenant, note(1));
        ClaimedJob job = jobs.claim(1).getFirst();
        List<ClaimedJob> stolen = jobs.leases().completing(job, () -> {
            jobs.clock.move(LEASE.plusSeconds(1));
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                Future<List<ClaimedJob>> claim = other.submit(() -> jobs.claim(1));
                Future<List<HeldLease>> beat = other.submit(() -> jobs.leases().extend(List.of(job), LEASE));
                assertEquals(List.of(new HeldLease(job.id(), false)), get(beat), "a heartbeat does not wait");
                return get(claim);
            }
        });
        assertEquals(List.of(), stolen);
        assertEquals("completed", jobs.state(tenant, job.id()));
    }

    /** The heartbeat moves the row to another place of the table, and the completion, which found it at its first, goes on there. */
    @Test
    void aCompletionThatWaitsForAHeartbeatCounts() throws Exception {
        jobs.enqueue(tenant, note(1));
        ClaimedJob job = jobs.claim(1).getFirst();
        try (Connection heart = jobs.database().connect("postgres", false);
                Statement beat = heart.createStatement();
                ExecutorService worker = Executors.newSingleThreadExecutor()) {
            heart.setAutoCommit(false);
            beat.execute("UPDATE app.jobs SET lease_until = lease_until + interval '1 second'");
            Future<Set<UUID>> completion = worker.submit(() -> jobs.leases().complete(List.of(job)));
            while (jobs.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 0) {
                assertFalse(completion.isDone(), "it did not wait");
                Thread.sleep(10);
            }
            heart.commit();
            assertEquals(Set.of(job.id()), completion.get());
        }
        assertEquals("completed", jobs.state(tenant, job.id()));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aFailedJobComesAgainAfterItsWaitAndDiesInTheEnd() {
        UUID id = jobs.enqueue(tenant, note(1));
        for (int attempt = 1; attempt < NOTE.maxAttempts(); attempt++) {
            ClaimedJob job = jobs.claim(1).getFirst();
            assertEquals(attempt, job.attempt());
            assertEquals(Leases.Fate.QUEUED, jobs.leases().fail(job, "no luck", Duration.ofSeconds(10)));
            assertEquals(List.of(), jobs.claim(1));
            jobs.clock.move(Duration.ofSeconds(10));
        }
        assertEquals(Leases.Fate.DEAD, jobs.leases().fail(jobs.claim(1).getFirst(), "x".repeat(3_000), null));
        assertEquals(List.of(), jobs.claim(1));
        ListedJob dead = Objects.requireNonNull(jobs.find(tenant, id));
        assertEquals("dead", dead.state());
        assertEquals("x".repeat(2_000), dead.lastError());
    }
}
