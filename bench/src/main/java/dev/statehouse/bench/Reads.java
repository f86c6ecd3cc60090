package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A point read and a list of twenty over HTTP, beside what could at best be had and what others make of it. */
final class Reads implements Benchmark {

    private static final int CONNECTIONS = 8;
    private static final String HTTP = "**Statehouse over HTTP**";
    private static final String RAW = "raw pgjdbc loop";

    /**
     * One run.
     *
     * @param own CPU milliseconds per request of the contender's process; the others likewise
     */
    private record Run(Outcome outcome, double own, double database, double pooler) {}

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public void run(Lab lab) {
        Map<String, String> environment = lab.servers().environment();
        try (Worker function = lab.function();
                Worker raw = Worker.start(RAW, RawLoop.class, environment);
                Peers peers = Peers.start(environment)) {
            List<Contender> contenders = new ArrayList<>();
            contenders.add(new Wrk(HTTP, function.pid(), function.port()));
            contenders.add(function);
            contenders.add(raw);
            contenders.add(new Pgbench(lab.servers(), lab.size()));
            contenders.addAll(peers.running());
            measure(lab, contenders, Requests.points(lab.cards()), "Point read, 8 connections", peers.absent());
            measure(lab, contenders, Requests.lists(lab.cards()), "List of 20, 8 connections", peers.absent());
        }
    }

    private static void measure(
            Lab lab, List<Contender> contenders, Requests requests, String title, Map<String, String> absent) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            Progress.say(title + ": warming " + contender.name());
            contender.run(requests, CONNECTIONS, lab.size().warmUp());
            runs.put(contender.name(), new ArrayList<>());
        }
        for (int round = 1; round <= lab.size().rounds(); round++) {
            Progress.say(title + ": round " + round);
            for (Contender contender : contenders) {
                runs.getOrDefault(contender.name(), new ArrayList<>()).add(once(lab, contender, requests));
            }
        }
        print(title, runs, absent);
    }

    private static Run once(Lab lab, Contender contender, Requests requests) {
        long[] processes = {
            contender.pid(), lab.servers().postgresql(), lab.servers().pgbouncer()
        };
        long[] before = spent(processes);
        Outcome outcome = contender.run(requests, CONNECTIONS, lab.size().run());
        long[] after = spent(processes);
        double[] each = new double[processes.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = processes[i] == 0 ? Double.NaN : (double) (after[i] - before[i]) / outcome.requests();
        }
        return new Run(outcome, each[0], each[1], each[2]);
    }

    private static long[] spent(long[] processes) {
        return java.util.Arrays.stream(processes)
                .map(pid -> pid == 0 ? 0 : Cpu.spentMs(pid))
                .toArray();
    }

    private static void print(String title, Map<String, List<Run>> runs, Map<String, String> absent) {
        Table table = new Table(
                title,
                "contender",
                "requests/s",
                "range",
                "of the raw loop",
                "p95 ms",
                "errors",
                "own CPU ms/request",
                "PostgreSQL",
                "PgBouncer");
        double limit = rate(runs.getOrDefault(RAW, List.of())).middle();
        runs.forEach((name, all) -> {
            Median rate = rate(all);
            table.row(
                    name,
                    rate,
                    rate.range(),
                    Table.figure(rate.middle() / limit),
                    Median.of(all, run -> run.outcome().p95()),
                    all.stream().mapToLong(run -> run.outcome().errors()).sum(),
                    Median.of(all, Run::own),
                    Median.of(all, Run::database),
                    Median.of(all, Run::pooler));
        });
        absent.forEach((name, why) -> table.row(name, "not run: " + why, "", "", "", "", "", "", ""));
        table.print();
    }

    private static Median rate(List<Run> runs) {
        return Median.of(runs, run -> run.outcome().perSecond());
    }
}
