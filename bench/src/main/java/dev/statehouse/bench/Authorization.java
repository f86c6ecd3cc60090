package dev.statehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The authorizer in process, with Redis on the loopback address over TLS: what it adds to the round trip, and its rate beside
 * that of redis-benchmark with the same script.
 */
final class Authorization implements Benchmark {

    private static final int CONNECTIONS = 50;
    private static final String BARE = "redis-benchmark, PING, 1 connection";
    private static final String ONE = "redis-benchmark, the script, 1 connection";
    private static final String EIGHT = "redis-benchmark, the script, 8 connections";
    private static final String MANY = "redis-benchmark, the script, 50 connections";

    /** Runs one contender for a while. */
    private interface Attempt {
        Outcome run(Duration duration) throws Exception;
    }

    /**
     * One contender.
     *
     * @param limit the name of redis-benchmark with as many connections
     * @param processes whose CPU time is its own
     */
    private record Way(String limit, List<Long> processes, Attempt attempt) {
        // Each redis-benchmark has ended when it is counted: its time is that of its parent's children.
        static Way redisBenchmark(String limit, Attempt attempt) {
            return new Way(limit, List.of(ProcessHandle.current().pid()), attempt);
        }

        static Way handler(String limit, Worker worker, Attempt attempt) {
            return new Way(limit, List.of(worker.pid()), attempt);
        }

        long spentMs() {
            return processes.stream().mapToLong(Cpu::spentMs).sum();
        }
    }

    /**
     * What it gave.
     *
     * @param own CPU milliseconds that the contender spent on each request
     * @param redis the same of Redis
     */
    private record Run(Outcome outcome, double own, double redis) {}

    @Override
    public String name() {
        return "authorizer";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Requests keys = Keys.make(lab);
        // A file of its own: two workers at once must not read what is being written.
        Requests others = new Requests("other-keys", keys.all());
        RedisBenchmark redis = new RedisBenchmark(lab.servers());
        try (Worker first = worker(lab);
                Worker second = worker(lab)) {
            first.run(keys, 8, lab.size().warmUp());
            second.run(keys, 8, lab.size().warmUp());
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put(BARE, Way.redisBenchmark(ONE, duration -> redis.ping(1, 5_000)));
            Map.of(ONE, 1, EIGHT, 8, MANY, CONNECTIONS).entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(limit -> ways.put(limit.getKey(), limit(redis, limit.getKey(), limit.getValue())));
            ways.put(
                    "**handler, one event at a time**",
                    Way.handler(ONE, first, duration -> first.run(keys, 1, duration)));
            ways.put(
                    "handler, 8 events at a time", Way.handler(EIGHT, first, duration -> first.run(keys, 8, duration)));
            ways.put(
                    "handler, 50 events at a time",
                    Way.handler(MANY, first, duration -> first.run(keys, CONNECTIONS, duration)));
            ways.put(
                    "two handlers, 25 events at a time each",
                    new Way(
                            MANY,
                            List.of(first.pid(), second.pid()),
                            duration -> together(
                                    () -> first.run(keys, CONNECTIONS / 2, duration),
                                    () -> second.run(others, CONNECTIONS / 2, duration))));
            print(measured(lab, ways), ways);
        }
    }

    private static Way limit(RedisBenchmark redis, String name, int connections) {
        int rate = (int) redis.script(connections, 20_000).perSecond();
        return Way.redisBenchmark(name, duration -> redis.script(connections, (int) (rate * duration.toSeconds())));
    }

    private static Worker worker(Lab lab) {
        return Worker.start("authorizer", AuthorizerProcess.class, lab.servers().authorizerEnvironment());
    }

    private static Map<String, List<Run>> measured(Lab lab, Map<String, Way> ways) throws Exception {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= lab.size().rounds(); round++) {
            Progress.say("authorizer: round " + round);
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                runs.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(measured(lab, way.getValue()));
            }
        }
        return runs;
    }

    private static Run measured(Lab lab, Way way) throws Exception {
        long own = way.spentMs();
        long redis = Cpu.spentMs(lab.servers().redis());
        Outcome outcome = way.attempt().run(lab.size().run());
        return new Run(
                outcome,
                (double) (way.spentMs() - own) / outcome.requests(),
                (double) (Cpu.spentMs(lab.servers().redis()) - redis) / outcome.requests());
    }

    private static Outcome together(Callable<Outcome> one, Callable<Outcome> other) throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<Outcome> running = both.submit(other);
            Outcome first = one.call();
            Outcome second = running.get();
            return new Outcome(
                    first.requests() + second.requests(),
                    first.errors() + second.errors(),
                    Math.max(first.seconds(), second.seconds()),
                    Math.max(first.p50(), second.p50()),
                    Math.max(first.p95(), second.p95()),
                    Math.max(first.p99(), second.p99()));
        }
    }

    private static void print(Map<String, List<Run>> runs, Map<String, Way> ways) {
        Table table = new Table(
                "Authorizer: a known key, its workspace and three limits in one round trip",
                "contender",
                "requests/s",
                "range",
                "of redis-benchmark's with as many connections",
                "p50 ms",
                "p50 beyond the round trip",
                "p95 ms",
                "p99 ms",
                "own CPU ms/request",
                "Redis's CPU ms/request",
                "errors");
        double trip = Median.of(
                        runs.getOrDefault(BARE, List.of()), run -> run.outcome().p50())
                .middle();
        runs.forEach((name, all) -> {
            Median rate = Median.of(all, run -> run.outcome().perSecond());
            Median p50 = Median.of(all, run -> run.outcome().p50());
            double limit = rate(runs, Objects.requireNonNull(ways.get(name)).limit());
            table.row(
                    name,
                    rate,
                    rate.range(),
                    Table.figure(rate.middle() / limit),
                    p50,
                    Table.figure(p50.middle() - trip),
                    Median.of(all, run -> run.outcome().p95()),
                    Median.of(all, run -> run.outcome().p99()),
                    Median.of(all, Run::own),
                    Median.of(all, Run::redis),
                    all.stream().mapToLong(run -> run.outcome().errors()).sum());
        });
        table.print();
    }

    private static double rate(Map<String, List<Run>> runs, String name) {
        return Median.of(
                        runs.getOrDefault(name, List.of()), run -> run.outcome().perSecond())
                .middle();
    }
}
