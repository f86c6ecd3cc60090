package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.testing.FaultProxy;
import dev.statehouse.testing.FaultProxy.Cut;
import dev.statehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers are killed by SIGKILL, one for each second, PostgreSQL crashes twice, and connections are cut at COMMIT, before it and after it:
 * no job is lost, each has its effect once, and those that were run again say so. With {@code localstack/kill-test} for more jobs.
 */
class KillTest {

    private static final int JOBS = Integer.getInteger("statehouse.kill.jobs", 400);
    private static final int PRACTICE_JOBS = 100;
    /** As many as two processors start again within a second, and find time to work. */
    private static final int WORKERS = 4;

    private static final int TENANTS = 10;
    private static final int RESTARTS = 2;
    private static final int ROUND_MS = 1_000;
    private static final int CUT_MS = 15;
    private static final long MOST_SECONDS = 600L + JOBS / 20;

    private static WorkerProgram program;

    @BeforeAll
    static void practise(@TempDir Path folder) throws IOException {
        program = practised(folder);
    }

    @Test
    void aWorkerEndsWithTheProcessThatStartedIt() throws Exception {
        try (WorkerDatabase jobs = new WorkerDatabase()) {
            Process worker = program.start(settings(jobs));
            try {
                // As if this process had ended.
                worker.getOutputStream().close();
                assertTrue(worker.waitFor(1, TimeUnit.MINUTES));
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    @Test
    void noJobIsLostAndEachHasItsEffectOnce() throws Exception {
        Servers servers = Servers.running();
        try (WorkerDatabase jobs = new WorkerDatabase();
                FaultProxy wire = FaultProxy.before(servers, servers.port("PGBOUNCER_PORT"))) {
            jobs.database().asOwner(Tally.TABLE);
            enqueue(jobs, JOBS);
            Map<String, Object> settings = settings(jobs);
            settings.put("database.port", wire.port());
            settings.put("database.ca", wire.authority().toString());
            long start = System.nanoTime();
            int restarts = 0;
            List<Integer> cutOff;
            try (WorkerProcesses workers = new WorkerProcesses(WORKERS, program, settings)) {
                while (!workers.anyAtWork()) {
                    assertTrue(workers.allLive(), "a worker ended by itself: " + workers.lastLines());
                    assertTrue(secondsSince(start) < MOST_SECONDS, "none has begun: " + workers.lastLines());
                    Thread.sleep(10);
                }
                start = System.nanoTime();
                while (true) {
                    long round = System.nanoTime();
                    long left = left(jobs);
                    if (left == 0) {
                        break;
                    }
                    long seconds = secondsSince(start);
                    assertTrue(
                            seconds < MOST_SECONDS,
                            left + " jobs are left after " + seconds + " s: " + workers.lastLines());
                    assertTrue(workers.allLive(), "a worker ended by itself");
                    cutFor(wire, Cut.AFTER_COMMIT);
                    sleepUntil(round, ROUND_MS / 2);
                    cutFor(wire, Cut.BEFORE_COMMIT);
                    sleepUntil(round, ROUND_MS);
                    workers.killUpTo(seconds + 1);
                    if (restarts < RESTARTS
                            && left < JOBS - (restarts + 1L) * JOBS / 3
                            && PostgresqlRestart.isPossible()) {
                        PostgresqlRestart.now(jobs.database());
                        restarts++;
                    }
                }
                cutOff = workers.cutOff();
            }
            report(jobs, cutOff, restarts, wire.cuts(), (System.nanoTime() - start) / 1e9);
            assertTrue(wire.cuts() > 0, "nothing was cut");
            assertTrue(atWork(cutOff) > 0, "nobody was killed in the middle of a job: " + cutOff);
            assertEquals(JOBS, jobs.count("SELECT count(*) FROM app.finished_jobs WHERE state = 'completed'"));
            assertEquals(0, jobs.count("SELECT count(*) FROM app.dead_jobs"));
            assertEquals(JOBS, jobs.count("SELECT count(*) FROM app.tallies"));
            assertEquals(JOBS, jobs.count("SELECT count(DISTINCT job_id) FROM app.tallies"));
            assertTrue(
                    jobs.count("SELECT count(*) FROM app.finished_jobs WHERE attempt > 1") > 0, "none was run again");
        }
    }

    private static WorkerProgram practised(Path folder) throws IOException {
        try (WorkerDatabase practice = new WorkerDatabase()) {
            practice.database().asOwner(Tally.TABLE);
            enqueue(practice, PRACTICE_JOBS);
            WorkerProgram program = new WorkerProgram(folder, settings(practice));
            assertEquals(PRACTICE_JOBS, practice.count("SELECT count(*) FROM app.tallies"));
            return program;
        }
    }

    private static Map<String, Object> settings(WorkerDatabase jobs) {
        Map<String, Object> settings = jobs.database().properties("statehouse_worker");
        settings.put("worker.lease", "PT3S");
        // For a worker that lives for seconds, connections are dear: one for each job, one for claims and one for
        // heartbeats.
        settings.put("worker.parallelism", 2);
        settings.put("database.pool-size", 4);
        return settings;
    }

    private static void enqueue(WorkerDatabase jobs, int many) {
        List<Tenant> tenants =
                IntStream.range(0, TENANTS).mapToObj(number -> jobs.workspace()).toList();
        int each = 1_000;
        for (int from = 0; from < many; from += each) {
            int first = from;
            jobs.enqueue(
                    tenants.get(from / each % TENANTS),
                    IntStream.range(first, Math.min(many, first + each))
                            .mapToObj(number -> Tally.KIND.of(new Tally.Mark(number)))
                            .toList());
        }
    }

    private static long secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000_000;
    }

    private static long left(WorkerDatabase jobs) {
        return jobs.count("SELECT count(*) FROM app.jobs");
    }

    private static void cutFor(FaultProxy wire, Cut cut) throws InterruptedException {
        wire.cut(cut);
        Thread.sleep(CUT_MS);
        wire.cut(Cut.NEVER);
    }

    private static void sleepUntil(long start, int afterMs) throws InterruptedException {
        Thread.sleep(Math.max(0, afterMs - (System.nanoTime() - start) / 1_000_000));
    }

    private static long atWork(List<Integer> cutOff) {
        return cutOff.stream().filter(begun -> begun > 0).count();
    }

    private static void report(WorkerDatabase jobs, List<Integer> cutOff, int restarts, int cuts, double seconds) {
        long effects = jobs.count("SELECT count(*) FROM app.tallies");
        long distinct = jobs.count("SELECT count(DISTINCT job_id) FROM app.tallies");
        System.out.printf(
                "kill test: %d jobs in %.0f s; workers killed %d (%d in the middle of jobs, %d jobs cut off),"
                        + " PostgreSQL crashed %d times, connections cut at COMMIT %d;"
                        + " lost %d, effects doubled %d, dead %d; run again %d (%d leases ran out)%n",
                JOBS,
                seconds,
                cutOff.size(),
                atWork(cutOff),
                cutOff.stream().mapToInt(Integer::intValue).sum(),
                restarts,
                cuts,
                JOBS - distinct,
                effects - distinct,
                jobs.count("SELECT count(*) FROM app.dead_jobs"),
                jobs.count("SELECT count(*) FROM app.finished_jobs WHERE attempt > 1"),
                jobs.count("SELECT coalesce(sum(lapses), 0) FROM app.finished_jobs"));
    }
}
