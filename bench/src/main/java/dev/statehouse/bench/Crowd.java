package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.List;

/** A hundred clients at once. */
final class Crowd implements Benchmark {

    private static final int CONNECTIONS = 100;

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public void run(Lab lab) {
        Table table = new Table(
                "100 connections at once",
                "request",
                "requests/s",
                "p50 ms",
                "p95 ms",
                "range of p95",
                "p99 ms",
                "errors");
        try (Worker function = lab.function()) {
            Wrk http = new Wrk("http", function.pid(), function.port());
            for (Requests requests : List.of(Requests.points(lab.cards()), Requests.lists(lab.cards()))) {
                http.run(requests, CONNECTIONS, lab.size().warmUp());
                List<Outcome> runs = new ArrayList<>();
                for (int round = 0; round < lab.size().rounds(); round++) {
                    runs.add(http.run(requests, CONNECTIONS, lab.size().run()));
                }
                Median p95 = Median.of(runs, Outcome::p95);
                table.row(
                        requests.name(),
                        Median.of(runs, Outcome::perSecond),
                        Median.of(runs, Outcome::p50),
                        p95,
                        p95.range(),
                        Median.of(runs, Outcome::p99),
                        runs.stream().mapToLong(Outcome::errors).sum());
            }
        }
        table.print();
    }
}
