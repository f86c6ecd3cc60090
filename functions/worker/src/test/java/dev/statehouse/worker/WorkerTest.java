package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditLogCheck;
import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.HeldLease;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.Jobs;
import dev.statehouse.data.job.ListedJob;
import dev.statehouse.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final String SECRET = "hunter2";

    /** What a script is given. */
    record Line(int number) {}

    /** A handler that does what the test says. */
    private static final class Script implements JobHandler<Line> {

        private final Consumer<RunningJob> work;

        Script(Consumer<RunningJob> work) {
            this.work = work;
        }

        @Override
        public JobKind<Line> kind() {
            return new JobKind<>("script", Line.class, 3, Backoff.USUAL);
        }

        @Override
        public void run(RunningJob job, Line payload) {
            work.accept(job);
        }
    }

    private WorkerDatabase jobs = new WorkerDatabase();

    @AfterEach
    void stop() {
        jobs.close();
    }

    private Tenant script(Consumer<RunningJob> work) {
        jobs.close();
        jobs = new WorkerDatabase(new Script(work));
        return jobs.workspace();
    }

    private UUID enqueue(Tenant tenant) {
        return jobs.enqueue(tenant, new Script(job -> {}).kind().of(new Line(1)));
    }

    @Test
    void theFunctionRunsWhatIsDueWhateverWokeIt() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        Tenant tenant = script(job -> runs.incrementAndGet());
        IntStream.range(0, 25).forEach(number -> enqueue(tenant));
        WorkerFunction function = new WorkerFunction(jobs.worker());
        assertTrue(invoke(function, "{\"nudge\": true}").contains("\"claimed\":25,\"rerun\":0,\"completed\":25,"));
        assertEquals(25, runs.get());
        assertTrue(invoke(function, "{\"source\": \"aws.scheduler\"}").contains("\"claimed\":0"));
    }

    private static String invoke(WorkerFunction function, String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFailureIsTriedAgainAndDiesWithItsErrorButWithoutWhatItQuotes() {
        Tenant tenant = script(job -> {
            throw new IllegalArgumentException("password " + SECRET);
        });
        UUID id = enqueue(tenant);
        for (int attempt = 1; attempt < 3; attempt++) {
            assertEquals(1, jobs.run().retried());
            ListedJob waiting = jobs.find(tenant, id);
            Duration wait = Duration.between(jobs.clock().instant(), waiting.runAt());
            assertTrue(wait.compareTo(Backoff.USUAL.bound(attempt)) <= 0, wait::toString);
            assertFalse(wait.isNegative());
            jobs.clock().move(Backoff.USUAL.bound(attempt));
        }
        assertEquals(1, jobs.run().dead());
        ListedJob dead = jobs.find(tenant, id);
        assertEquals(3, dead.attempt());
        String error = String.valueOf(dead.lastError());
        assertTrue(error.startsWith("IllegalArgumentException in WorkerTest."), error);
        assertFalse(error.contains(SECRET));
    }

    @Test
    void aLastingFailureIsNotTriedAgain() {
        Tenant tenant = script(job -> {
            throw JobFailure.lasting("the file is no CSV");
        });
        UUID id = enqueue(tenant);
        assertEquals(1, jobs.run().dead());
        assertEquals("the file is no CSV", jobs.find(tenant, id).lastError());
    }

    @Test
    void aPayloadThatNoLongerParsesIsDeadAtOnceAndSaysWhere() {
        Tenant tenant = script(job -> {});
        UUID id = enqueue(tenant);
        jobs.database().asOwner("UPDATE jobs SET payload = '{\"number\": \"" + SECRET + "\"}'");
        assertEquals(1, jobs.run().dead());
        assertEquals(
                "the payload is no Line: see /number", jobs.find(tenant, id).lastError());
        UUID renamed = enqueue(tenant);
        jobs.database().asOwner("UPDATE jobs SET payload = '{\"count\": 1}'");
        assertEquals(1, jobs.run().dead());
        String error = String.valueOf(jobs.find(tenant, renamed).lastError());
        assertTrue(error.startsWith("the payload is no Line"), error);
    }

    @Test
    void aKindThatIsNotKnownYetWaitsForAWorkerThatKnowsIt() {
        Tenant tenant = script(job -> {});
        UUID id = jobs.enqueue(tenant, new JobKind<>("tomorrow", Line.class, 5, Backoff.USUAL).of(new Line(1)));
        assertEquals(1, jobs.run().retried());
        assertEquals("no worker knows the kind tomorrow", jobs.find(tenant, id).lastError());
    }

    @Test
    void aJobWhoseWorkersAllWentAwayIsDead() {
        Tenant tenant = script(job -> {});
        UUID id = enqueue(tenant);
        jobs.database()
                .asOwner("UPDATE jobs SET attempt = 3, lease_until = '%s'"
                        .formatted(jobs.clock().instant().minusSeconds(1)));
        WorkerRun.Counts counts = jobs.run();
        assertEquals(1, counts.dead());
        assertEquals(1, counts.rerun());
        assertEquals("the lease of attempt 3 ran out", jobs.find(tenant, id).lastError());
    }

    @Test
    void longWorkTellsItsProgressAndEndsWhenItIsCancelled() {
        Tenant[] owner = new Tenant[1];
        owner[0] = script(job -> {
            job.progress(3, 10L, "three of ten");
            ListedJob seen = jobs.find(owner[0], job.id());
            assertEquals("running", seen.state());
            assertEquals(3, seen.progressDone());
            cancel(owner[0], job.id());
            job.heard(new HeldLease(job.id(), true));
            job.checkpoint();
        });
        UUID id = enqueue(owner[0]);
        assertEquals(1, jobs.run().cancelled());
        ListedJob cancelled = jobs.find(owner[0], id);
        assertEquals("cancelled", cancelled.state());
        assertEquals("three of ten", cancelled.progressText());
    }

    private void cancel(Tenant tenant, UUID id) {
        jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(Jobs.class)
                                .askToEnd(id, jobs.clock().instant()));
    }

    @Test
    void whatIsNotDoneWhenTheTimeIsUpIsGivenBack() {
        Tenant tenant = script(job -> {
            while (true) {
                job.checkpoint();
                Thread.onSpinWait();
            }
        });
        UUID id = enqueue(tenant);
        WorkerRun.Counts counts = jobs.run(Duration.ofMillis(300));
        assertEquals(1, counts.released());
        assertFalse(counts.emptied());
        ListedJob waiting = jobs.find(tenant, id);
        assertEquals("queued", waiting.state());
        assertEquals(0, waiting.attempt());
    }

    @Test
    void backoffIsBoundedAndSpread() {
        Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1));
        assertEquals(Duration.ofSeconds(2), backoff.bound(1));
        assertEquals(Duration.ofSeconds(2048), backoff.bound(11));
        assertEquals(Duration.ofHours(1), backoff.bound(12));
        assertEquals(Duration.ofHours(1), backoff.bound(Integer.MAX_VALUE));
        RandomGenerator random = new SplittableRandom(42);
        long below = 0;
        for (int i = 0; i < 10_000; i++) {
            Duration wait = backoff.draw(3, random);
            assertTrue(wait.isPositive() && wait.compareTo(Duration.ofSeconds(8)) <= 0);
            below += wait.compareTo(Duration.ofSeconds(4)) < 0 ? 1 : 0;
        }
        assertTrue(below > 4_500 && below < 5_500, "full jitter: " + below + " of 10000 in the lower half");
    }

    @Test
    void theAuditLogIsCheckedToItsEndAndABrokenLinkIsTold() {
        Tenant tenant = jobs.workspace();
        for (int entry = 0; entry < 3; entry++) {
            jobs.database().asOwner("""
                    BEGIN; SELECT enter_workspace('%1$s');
                    INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%1$s', '%2$s', 'p-%2$s', 'Project'); COMMIT
                    """.formatted(tenant.workspaceId(), UUID.randomUUID()));
        }
        UUID whole = jobs.enqueue(tenant, AuditLogCheck.KIND.of(new AuditLogCheck(1)));
        assertEquals(1, jobs.run().completed());
        ListedJob checked = jobs.find(tenant, whole);
        assertTrue(checked.progressDone() >= 3, checked::toString);
        assertTrue(checked.progressText().startsWith("links are whole; the last hash is "), checked::toString);

        jobs.database().asOwner("UPDATE audit_entries SET action = 'delete' WHERE relation = 'projects'");
        UUID broken = jobs.enqueue(tenant, AuditLogCheck.KIND.of(new AuditLogCheck(1)));
        assertEquals(1, jobs.run().dead());
        assertTrue(String.valueOf(jobs.find(tenant, broken).lastError()).contains("entry-changed"));
    }

    @Test
    void shortJobsArePutAwayTogether() {
        Tenant tenant = script(job -> {});
        enqueueMany(tenant, 300);
        assertEquals(300, jobs.run().completed());
        long commits = jobs.count("SELECT count(DISTINCT xmin::text) FROM app.finished_jobs");
        assertTrue(commits < 100, commits + " transactions");
    }

    @Test
    void aSlowJobHoldsBackNoneThatComeAfterIt() {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        Tenant tenant = script(job -> {
            if (job.attempt() == 1 && seen.getAndIncrement() == 0) {
                enqueueMany(job.tenant(), 50);
                awaitDone(done, 50);
            } else {
                done.incrementAndGet();
            }
        });
        enqueue(tenant);
        assertEquals(51, jobs.run().completed());
        assertEquals(50, done.get());
    }

    private void enqueueMany(Tenant tenant, int count) {
        jobs.enqueue(
                tenant, Collections.nCopies(count, new Script(job -> {}).kind().of(new Line(1))));
    }

    private static void awaitDone(AtomicInteger done, int count) {
        long start = System.nanoTime();
        while (done.get() < count) {
            if (Duration.ofNanos(System.nanoTime() - start).toSeconds() > 30) {
                throw JobFailure.lasting("they wait for it");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void aFailingJvmEndsTheRun() {
        Tenant tenant = script(job -> {
            throw new AssertionError("as the test asked");
        });
        enqueue(tenant);
        assertThrows(IllegalStateException.class, () -> jobs.run());
    }

    @Test
    void ofJobsThatArePutAwayTogetherOneWhoseLeaseIsLostCountsAlone() {
        AtomicInteger number = new AtomicInteger();
        Tenant tenant = script(job -> {
            if (number.incrementAndGet() == 30) {
                jobs.database().asOwner("UPDATE jobs SET fence = fence + 1 WHERE id = '%s'".formatted(job.id()));
            }
        });
        enqueueMany(tenant, 50);
        WorkerRun.Counts counts = jobs.run();
        assertEquals(49, counts.completed());
        assertEquals(1, counts.lost());
        assertEquals(1, jobs.count("SELECT count(*) FROM app.jobs"));
    }
}
