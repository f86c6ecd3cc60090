package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues that are compared, each in a database of its own.
 *
 * @param databases by contender
 * @param absent why a queue is not among them, by name
 */
record JobContenders(Map<JobContender, JobDatabase> databases, Map<String, String> absent) implements AutoCloseable {

    /** @param pgbench whether it is among them */
    static JobContenders start(BenchServers servers, boolean pgbench) {
        JobContenders contenders = new JobContenders(new LinkedHashMap<>(), new LinkedHashMap<>());
        JobDatabase ours = JobDatabase.make(servers, "bench_jobs").migrated();
        contenders.databases.put(OurJobs.queue(ours), ours);
        contenders.databases.put(OurJobs.worker(ours), ours);
        if (pgbench) {
            contenders.databases.put(new PgbenchJobs(ours), ours);
        }
        contenders.add("pg-boss", "pgboss", JobDatabase.make(servers, "bench_pgboss"));
        contenders.add("graphile-worker", "graphile", JobDatabase.make(servers, "bench_graphile"));
        return contenders;
    }

    List<JobContender> all() {
        return new ArrayList<>(databases.keySet());
    }

    private void add(String name, String script, JobDatabase database) {
        try {
            databases.put(JobPeer.start(name, script, database), database);
        } catch (IllegalStateException failed) {
            String message = String.valueOf(failed.getMessage());
            absent.put(name, message.lines().reduce("", (a, b) -> b));
            Progress.say(name + " is left out: " + message);
        }
    }

    @Override
    public void close() {
        databases.keySet().forEach(JobContender::close);
    }
}
