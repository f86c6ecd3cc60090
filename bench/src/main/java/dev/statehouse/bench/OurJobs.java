package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our queue in a process of its own. */
final class OurJobs implements JobContender {

    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m");

    private final String name;
    private final String drain;
    private final JobDatabase database;
    private final OrderedProcess process;

    private OurJobs(String name, String drain, JobDatabase database) {
        this.name = name;
        this.drain = drain;
        this.database = database;
        Map<String, String> environment = database.environment("statehouse_app");
        environment.put("DATABASE_POOL_SIZE", "8");
        // Eight threads that begin at once on two cores open their connections in turn.
        environment.put("DATASOURCES_DEFAULT_CONNECTION_TIMEOUT", "30000");
        environment.put("WORKER_PASSWORD", database.database().servers().password("statehouse_worker"));
        List<String> command = new ArrayList<>(List.of(Java.EXECUTABLE));
        command.addAll(JVM);
        command.addAll(List.of("-cp", Java.CLASS_PATH, JobProcess.class.getName()));
        this.process = OrderedProcess.start(name, environment, command);
    }

    /** Claims of 100, and their completion: what is compared with pgbench and with pg-boss. */
    static OurJobs queue(JobDatabase database) {
        return new OurJobs("Statehouse, queue", "claim 4", database);
    }

    /** The worker's function with a handler that does nothing: what is compared with graphile-worker. */
    static OurJobs worker(JobDatabase database) {
        return new OurJobs("Statehouse, worker", "work", database);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome enqueue(int jobs, int batch, int connections) {
        return process.obey("enqueue %d %d %d".formatted(jobs, batch, connections));
    }

    @Override
    public Outcome drain() {
        return process.obey(drain);
    }

    /** Enqueues one job after another, each with a nudge, and answers from its enqueuing to its handler's beginning. */
    Outcome pickUp(int jobs) {
        return process.obey("nudge " + jobs);
    }

    @Override
    public void clear() {
        database.clear();
    }

    @Override
    public void settle() {
        database.settle();
    }

    @Override
    public void close() {
        process.close();
    }
}
