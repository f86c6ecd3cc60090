package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.testing.FaultProxy;
import dev.statehouse.testing.FaultProxy.Cut;
import dev.statehouse.testing.Servers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Workers are killed by SIGKILL each second, PostgreSQL crashes twice, and connections are cut at COMMIT, before it and after it:
 * no job is lost, each has its effect once, and those that were run again say so. With {@code localstack/kill-test} for more jobs.
 */
class KillTest {

    private static final int JOBS = Integer.getInteger("statehouse.kill.jobs", 400);
    private static final int WORKERS = 3;
    private static final int TENANTS = 10;
    private static final int RESTARTS = 2;
    private static final int CUT_MS = 15;
    private static final long MOST_SECONDS = 120L + JOBS / 5;

    @Test
    void noJobIsLostAndEachHasItsEffectOnce() throws Exception {
        Servers servers = Servers.running();
        try (WorkerDatabase jobs = new WorkerDatabase();
                FaultProxy wire = FaultProxy.before(servers, servers.port("PGBOUNCER_PORT"))) {
            jobs.database().asOwner(Tally.TABLE);
            enqueue(jobs);
            Map<String, Object> settings = jobs.database().properties("statehouse_worker");
            settings.put("database.port", wire.port());
            settings.put("database.ca", wire.authority().toString());
            settings.put("worker.lease", "PT3S");
            long start = System.nanoTime();
            int restarts = 0;
            int kills;
            try (WorkerProcesses workers = new WorkerProcesses(WORKERS, settings)) {
                for (long left = left(jobs); left > 0; left = left(jobs)) {
                    long seconds = (System.nanoTime() - start) / 1_000_000_000;
                    assertTrue(
                            seconds < MOST_SECONDS,
                            left + " jobs are left after " + seconds + " s: " + workers.lastLines());
                    assertTrue(workers.allLive(), "a worker ended by itself");
                    cutFor(wire, Cut.AFTER_COMMIT);
                    Thread.sleep(450);
                    cutFor(wire, Cut.BEFORE_COMMIT);
                    Thread.sleep(450);
                    workers.killOne();
                    if (restarts < RESTARTS
                            && left < JOBS - (restarts + 1L) * JOBS / 3
                            && PostgresqlRestart.isPossible()) {
                        PostgresqlRestart.now(jobs.database());
                        restarts++;
                    }
                }
                kills = workers.kills();
            }
            report(jobs, kills, restarts, wire.cuts(), (System.nanoTime() - start) / 1e9);
            assertTrue(kills > 0, "nobody was killed");
            assertTrue(wire.cuts() > 0, "nothing was cut");
            assertEquals(JOBS, jobs.count("SELECT count(*) FROM app.finished_jobs WHERE state = 'completed'"));
            assertEquals(0, jobs.count("SELECT count(*) FROM app.dead_jobs"));
            assertEquals(JOBS, jobs.count("SELECT count(*) FROM app.tallies"));
            assertEquals(JOBS, jobs.count("SELECT count(DISTINCT job_id) FROM app.tallies"));
            assertTrue(
                    jobs.count("SELECT count(*) FROM app.finished_jobs WHERE attempt > 1") > 0, "none was run again");
        }
    }

    private static void enqueue(WorkerDatabase jobs) {
        List<Tenant> tenants =
                IntStream.range(0, TENANTS).mapToObj(number -> jobs.workspace()).toList();
        int each = 1_000;
        for (int from = 0; from < JOBS; from += each) {
            int first = from;
            jobs.enqueue(
                    tenants.get(from / each % TENANTS),
                    IntStream.range(first, Math.min(JOBS, first + each))
                            .mapToObj(number -> Tally.KIND.of(new Tally.Mark(number)))
                            .toList());
        }
    }

    private static long left(WorkerDatabase jobs) {
        return jobs.count("SELECT count(*) FROM app.jobs");
    }

    private static void cutFor(FaultProxy wire, Cut cut) throws InterruptedException {
        wire.cut(cut);
        Thread.sleep(CUT_MS);
        wire.cut(Cut.NEVER);
    }

    private static void report(WorkerDatabase jobs, int kills, int restarts, int cuts, double seconds) {
        long effects = jobs.count("SELECT count(*) FROM app.tallies");
        long distinct = jobs.count("SELECT count(DISTINCT job_id) FROM app.tallies");
        System.out.printf(
                "kill test: %d jobs in %.0f s; workers killed %d, PostgreSQL crashed %d times, connections cut at COMMIT %d;"
                        + " lost %d, effects doubled %d, dead %d; run again %d (%d leases ran out)%n",
                JOBS,
                seconds,
                kills,
                restarts,
                cuts,
                JOBS - distinct,
                effects - distinct,
                jobs.count("SELECT count(*) FROM app.dead_jobs"),
                jobs.count("SELECT count(*) FROM app.finished_jobs WHERE attempt > 1"),
                jobs.count("SELECT coalesce(sum(lapses), 0) FROM app.finished_jobs"));
    }
}
