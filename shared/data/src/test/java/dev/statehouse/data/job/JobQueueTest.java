package dev.statehouse.data.job;

import static dev.statehouse.data.job.JobsDatabase.LEASE;
import static dev.statehouse.data.job.JobsDatabase.NOTE;
import static dev.statehouse.data.job.JobsDatabase.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobsDatabase.Note;
import io.micronaut.data.exceptions.DataAccessException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobQueueTest {

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

    private static List<NewJob<Note>> notes(int many) {
        return IntStream.range(0, many).mapToObj(JobQueueTest::note).toList();
    }

    private static NewJob<Note> note(int number) {
        return NOTE.of(new Note(number, "text"));
    }

    @Test
    void aJobIsThereIfTheChangeIs() {
        Workspaces workspaces = jobs.application(Workspaces.class);
        assertThrows(
                IllegalStateException.class,
                () -> workspaces.write(tenant, () -> {
                    jobs.application(JobQueue.class).enqueue(note(1));
                    throw new IllegalStateException("after all not");
                }));
        assertEquals(List.of(), jobs.claim(10));
        UUID id = jobs.enqueue(tenant, note(2));
        ClaimedJob claimed = jobs.claim(10).getFirst();
        assertEquals(id, claimed.id());
        assertEquals("{\"text\": \"text\", \"number\": 2}", claimed.payload().text());
        assertEquals(1, claimed.attempt());
        assertEquals(1, claimed.fence());
        assertEquals(tenant.workspaceId(), claimed.workspaceId());
    }

    @Test
    void outsideAWriteNothingIsEnqueued() {
        assertThrows(
                DataAccessException.class,
                () -> jobs.application(JobQueue.class).enqueue(note(1)));
    }

    @Test
    void theUrgentGoFirstThenTheEarliestAndNoneBeforeItsTime() {
        UUID low = jobs.enqueue(tenant, note(1).priority(Priority.LOW));
        UUID early = jobs.enqueue(tenant, note(2));
        UUID late = jobs.enqueue(tenant, note(3).runAt(jobs.clock().instant().plusSeconds(60)));
        UUID urgent = jobs.enqueue(tenant, note(4).priority(Priority.URGENT));
        UUID normal = jobs.enqueue(tenant, note(5));
        assertEquals(List.of(urgent, early, normal, low), ids(jobs.claim(10)));
        assertEquals("queued", jobs.state(tenant, late));
        jobs.clock.move(Duration.ofSeconds(60));
        assertTrue(ids(jobs.claim(10)).contains(late));
    }

    @Test
    void aUniqueKeyIsTakenWhileItsJobWaitsOrRuns() {
        NewJob<Note> job = note(1).unique("a");
        UUID first = jobs.enqueue(tenant, job);
        assertEquals(first, jobs.enqueue(tenant, job));
        assertEquals(
                1, jobs.enqueue(tenant, List.of(job, note(2).unique("b"), job)).size());
        assertFalse(first.equals(jobs.enqueue(jobs.workspace(), job)), "another workspace's key is another key");
        List<ClaimedJob> claimed = jobs.claim(10);
        assertEquals(3, claimed.size());
        assertEquals(first, jobs.enqueue(tenant, job), "it runs");
        jobs.leases().complete(claimed);
        assertFalse(first.equals(jobs.enqueue(tenant, job)), "it is done");
    }

    @Test
    void eachJobGoesToOneOfManyWorkers() throws Exception {
        int many = 2_000;
        Set<UUID> all = jobs.enqueue(tenant, notes(many));
        assertEquals(many, all.size());
        List<UUID> claimed = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
            List<Future<List<UUID>>> workers = IntStream.range(0, 6)
                    .mapToObj(worker -> executor.submit(this::claimAll))
                    .toList();
            for (Future<List<UUID>> worker : workers) {
                claimed.addAll(worker.get());
            }
        }
        assertEquals(many, claimed.size());
        assertEquals(all, new HashSet<>(claimed));
        assertEquals(many, jobs.count("SELECT count(*) FROM app.finished_jobs WHERE state = 'completed'"));
        assertEquals(0, jobs.count("SELECT count(*) FROM app.jobs"));
    }

    private List<UUID> claimAll() {
        JobClaims claims = jobs.leases().claims();
        List<UUID> mine = new ArrayList<>();
        for (List<ClaimedJob> some = claims.next(23, LEASE); !some.isEmpty(); some = claims.next(23, LEASE)) {
            assertEquals(some.size(), jobs.leases().complete(some).size());
            mine.addAll(ids(some));
        }
        return mine;
    }

    @Test
    void aFullWorkspaceDelaysAnotherByAtMostABatch() {
        jobs.enqueue(tenant, notes(2_000));
        JobClaims claims = jobs.leases().claims();
        assertEquals(20, claims.next(20, LEASE).size());
        List<UUID> others = IntStream.range(0, 30)
                .mapToObj(number -> jobs.enqueue(jobs.workspace(), note(number)))
                .toList();
        // A look from the beginning is due after forty times what the last one took.
        List<ClaimedJob> next = jobs.leases().claims().next(20, LEASE);
        assertTrue(
                next.stream().filter(job -> others.contains(job.id())).count() >= 19,
                "of 31 workspaces, 20 had a turn");
        Set<UUID> served = new HashSet<>(ids(next));
        JobClaims fresh = jobs.leases().claims();
        served.addAll(ids(fresh.next(20, LEASE)));
        served.addAll(ids(fresh.next(20, LEASE)));
        assertTrue(served.containsAll(others), "each has its turn once the others had theirs");
    }

    @Test
    void workspacesTakeTurnsAcrossClaims() {
        List<Tenant> tenants =
                IntStream.range(0, 5).mapToObj(number -> jobs.workspace()).toList();
        tenants.forEach(each -> jobs.enqueue(each, notes(100)));
        JobClaims claims = jobs.leases().claims();
        List<UUID> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            order.addAll(
                    claims.next(2, LEASE).stream().map(ClaimedJob::workspaceId).toList());
        }
        for (Tenant each : tenants) {
            assertEquals(4, order.stream().filter(each.workspaceId()::equals).count(), order::toString);
        }
    }

    @Test
    void aDeadJobIsDrivenAgainUnlessItsKeyIsTaken() {
        UUID id = jobs.enqueue(tenant, note(1).unique("a"));
        ClaimedJob first = jobs.claim(1).getFirst();
        jobs.leases().fail(first, "broken", null);
        UUID other = jobs.enqueue(tenant, note(2).unique("a"));
        assertEquals(List.of(), redrive(tenant, id));
        assertEquals("dead", jobs.state(tenant, id));
        jobs.leases().complete(jobs.claim(1));
        assertEquals("completed", jobs.state(tenant, other));
        assertEquals(List.of(), redrive(jobs.workspace(), id), "another workspace can't");
        assertEquals(List.of(id), redrive(tenant, id));
        ClaimedJob again = jobs.claim(1).getFirst();
        assertEquals(1, again.attempt());
        assertTrue(again.fence() > first.fence(), "a worker of its first life stays refused");
        assertEquals(List.of(), redrive(tenant, id));
    }

    private List<UUID> redrive(Tenant owner, UUID id) {
        return jobs.application(Workspaces.class)
                .write(
                        owner,
                        () -> jobs.application(DeadJobs.class)
                                .redrive(id, null, 10, jobs.clock().instant()));
    }

    @Test
    void whatWaitsIsCancelledAtOnceAndWhatRunsIsAsked() {
        UUID waiting = jobs.enqueue(tenant, note(1));
        assertEquals(List.of(waiting), cancelWaiting(waiting));
        assertEquals("cancelled", jobs.state(tenant, waiting));
        assertEquals(List.of(), jobs.claim(1));

        UUID running = jobs.enqueue(tenant, note(2));
        ClaimedJob job = jobs.claim(1).getFirst();
        assertEquals(List.of(), cancelWaiting(running));
        assertEquals(List.of(running), askToEnd(running));
        assertEquals(List.of(new HeldLease(running, true)), jobs.leases().extend(List.of(job), LEASE));
        assertEquals(Leases.Fate.CANCELLED, jobs.leases().fail(job, "asked to end", Duration.ZERO));
        assertEquals("cancelled", jobs.state(tenant, running));

        UUID lapsing = jobs.enqueue(tenant, note(3));
        jobs.claim(1);
        askToEnd(lapsing);
        jobs.clock.move(LEASE.plusSeconds(1));
        assertTrue(jobs.claim(1).getFirst().cancelRequested(), "its next worker learns it at the claim");
    }

    private List<UUID> cancelWaiting(UUID id) {
        return jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(Jobs.class)
                                .cancelWaiting(id, jobs.clock().instant()));
    }

    private List<UUID> askToEnd(UUID id) {
        return jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(Jobs.class)
                                .askToEnd(id, jobs.clock().instant()));
    }

    @Test
    void whatIsGivenBackLosesNoAttempt() {
        jobs.enqueue(tenant, note(1));
        ClaimedJob first = jobs.claim(1).getFirst();
        assertEquals(1, jobs.leases().release(List.of(first)));
        ClaimedJob again = jobs.claim(1).getFirst();
        assertEquals(1, again.attempt());
        assertFalse(again.lapsed());
        assertEquals(2, again.fence());
    }

    @Test
    void whatCameInBehindIsFoundBeforeTheQueueIsCalledEmpty() {
        jobs.enqueue(tenant, notes(10));
        JobClaims claims = jobs.leases().claims();
        jobs.clock.move(Duration.ofSeconds(5));
        jobs.enqueue(tenant, note(99));
        assertEquals(11, claims.next(100, LEASE).size());
        jobs.database().asOwner("""
                INSERT INTO jobs (workspace_id, id, kind, payload, run_at, max_attempts)
                VALUES ('%s', '%s', 'note', '{}', now() - interval '1 day', 3)
                """.formatted(tenant.workspaceId(), UUID.randomUUID()));
        assertEquals(1, claims.next(100, LEASE).size());
        assertEquals(List.of(), claims.next(100, LEASE));
    }

    @Test
    void aClaimChangesNoIndex() {
        jobs.enqueue(tenant, notes(1_000));
        assertEquals(1_000, jobs.claim(1_000).size());
        // Of a heap-only update the old version and the new one are on one page, and no index points to the new one.
        assertEquals(1_000, jobs.count("SELECT count(*) FROM app.jobs WHERE fence = 1"));
        jobs.count("SELECT 1 FROM pg_stat_force_next_flush()");
        long updates = 0;
        for (int tries = 0; tries < 100 && updates < 1_000; tries++) {
            pause();
            updates = jobs.count("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relid = 'app.jobs'::regclass");
        }
        assertEquals(1_000, updates);
        assertEquals(
                1_000, jobs.count("SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relid = 'app.jobs'::regclass"));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
