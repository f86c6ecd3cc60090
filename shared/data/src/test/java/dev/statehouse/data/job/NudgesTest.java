package dev.statehouse.data.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobsDatabase.Note;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NudgesTest {

    private JobsDatabase jobs;
    private Tenant tenant;
    private ApplicationContext application;
    private final AtomicInteger nudges = new AtomicInteger();
    private volatile Nudge way = () -> {};

    @BeforeEach
    void start() {
        jobs = new JobsDatabase();
        tenant = jobs.workspace();
        Map<String, Object> properties = jobs.database().properties("statehouse_app");
        Nudge counted = () -> {
            nudges.incrementAndGet();
            way.send();
        };
        application = ApplicationContext.builder(properties).singletons(counted).start();
    }

    @AfterEach
    void stop() {
        application.close();
        jobs.close();
    }

    private static NewJob<Note> note(int number) {
        return JobsDatabase.NOTE.of(new Note(number, "x"));
    }

    private void enqueue(NewJob<Note> job) {
        application.getBean(Workspaces.class).write(tenant, () -> queue().enqueue(job));
    }

    private JobQueue queue() {
        return application.getBean(JobQueue.class);
    }

    @Test
    void whatIsCommittedWakesAWorkerOnceHoweverManyJobsThereAre() {
        application.getBean(Workspaces.class).write(tenant, () -> {
            queue().enqueue(note(1));
            queue().enqueue(List.of(note(2), note(3)));
            assertEquals(0, nudges.get(), "before the commit");
            return 3;
        });
        assertEquals(1, nudges.get());
    }

    @Test
    void whatIsRolledBackOrWaitsOrIsThereAlreadyWakesNobody() throws InterruptedException {
        enqueue(note(1).unique("one").runAt(Instant.now().plusSeconds(60)));
        assertThrows(
                IllegalStateException.class,
                () -> application.getBean(Workspaces.class).write(tenant, () -> {
                    queue().enqueue(note(2));
                    throw new IllegalStateException("changed its mind");
                }));
        enqueue(note(3).unique("one"));
        Thread.sleep(Nudges.GAP.plusMillis(200));
        assertEquals(0, nudges.get());
        enqueue(note(4));
        assertEquals(1, nudges.get());
    }

    @Test
    void manyNudgesBecomeOneASecondAndTheLastIsNotLost() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 300_000_000L) {
            enqueue(note(1));
        }
        assertEquals(1, nudges.get());
        Thread.sleep(1_000);
        assertEquals(2, nudges.get());
        Thread.sleep(1_200);
        assertEquals(2, nudges.get());
    }

    @Test
    void oneThatFailsCostsNothingButARest() {
        way = () -> {
            throw new IOException("nobody listens");
        };
        for (int number = 0; number < 3; number++) {
            enqueue(note(number));
        }
        assertEquals(1, nudges.get());
        assertEquals(3, jobs.count("SELECT count(*) FROM app.jobs"));
    }

    @Test
    void oneThatHangsIsNotWaitedFor() {
        CountDownLatch hangs = new CountDownLatch(1);
        way = () -> {
            try {
                hangs.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };
        enqueue(note(0).runAt(Instant.now().plusSeconds(60)));
        long start = System.nanoTime();
        enqueue(note(1));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        hangs.countDown();
        assertTrue(took.compareTo(Nudges.PATIENCE.plusMillis(300)) < 0, took.toString());
        start = System.nanoTime();
        enqueue(note(2));
        assertTrue(System.nanoTime() - start < Nudges.PATIENCE.toNanos());
        assertEquals(1, nudges.get());
    }
}
