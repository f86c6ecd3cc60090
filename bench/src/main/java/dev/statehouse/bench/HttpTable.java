package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of requests over HTTP: rates and percentiles, medians of several runs. */
final class HttpTable {

    private final Lab lab;
    private final Table table;

    HttpTable(Lab lab, String title) {
        this.lab = lab;
        this.table = new Table(
                title, "request", "connections", "requests/s", "range", "p50 ms", "p95 ms", "p99 ms", "errors");
    }

    /** Sends them and adds a row of what came back. */
    void measure(String name, Wrk http, Requests requests, int connections) {
        List<Outcome> runs = new ArrayList<>();
        for (int round = 0; round < lab.size().rounds(); round++) {
            runs.add(http.run(requests, connections, lab.size().run()));
        }
        Median rate = Median.of(runs, Outcome::perSecond);
        table.row(
                name,
                connections,
                rate,
                rate.range(),
                Median.of(runs, Outcome::p50),
                Median.of(runs, Outcome::p95),
                Median.of(runs, Outcome::p99),
                runs.stream().mapToLong(Outcome::errors).sum());
    }

    void print() {
        table.print();
    }
}
