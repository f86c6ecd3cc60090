package dev.statehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times and answers of searches by words, beside those of plain SQL. */
final class SearchTable {

    private static final int[] CONNECTIONS = {1, 8};

    private final Lab lab;
    private final Worker process;
    private final Table table;

    /** One contender by so many connections. */
    private record Way(String contender, int connections) {}

    SearchTable(Lab lab, Worker process, String title) {
        this.lab = lab;
        this.process = process;
        this.table = new Table(
                title,
                "question",
                "workspace of",
                "by",
                "connections",
                "p50 ms",
                "p95 ms",
                "range of p95",
                "errors",
                "found, of 20",
                "the exact 20",
                "said complete");
    }

    /** Asks the questions by turns, and adds rows of how it went. */
    void measure(SearchQuestions questions, Exactness ours, double plainFound) {
        Progress.say("search: " + questions.kind() + ", among " + questions.pieces());
        Duration run = lab.size().run().dividedBy(4);
        Map<Way, List<Outcome>> runs = new LinkedHashMap<>();
        for (String contender : List.of(SearchProcess.OURS, SearchProcess.PLAIN)) {
            for (int connections : CONNECTIONS) {
                runs.put(new Way(contender, connections), new ArrayList<>());
            }
            // Each once, so that what is measured is not the disk.
            process.run(questions.requests(contender), 1, run);
        }
        for (int round = 0; round < lab.size().rounds(); round++) {
            runs.forEach((way, outcomes) ->
                    outcomes.add(process.run(questions.requests(way.contender()), way.connections(), run)));
        }
        runs.forEach((way, outcomes) -> row(questions, way, outcomes, ours, plainFound));
    }

    private void row(SearchQuestions questions, Way way, List<Outcome> runs, Exactness ours, double plainFound) {
        boolean plain = way.contender().equals(SearchProcess.PLAIN);
        Median p95 = Median.of(runs, Outcome::p95);
        table.row(
                questions.kind(),
                "%,d".formatted(questions.pieces()),
                plain ? "plain SQL" : "**text**",
                way.connections(),
                Median.of(runs, Outcome::p50),
                p95,
                p95.range(),
                runs.stream().mapToLong(Outcome::errors).sum(),
                Table.figure(plain ? plainFound : ours.found()),
                plain ? "" : "%d of %d".formatted(ours.exact(), ours.asked()),
                plain ? "" : "%d of %d".formatted(ours.complete(), ours.asked()));
    }

    void print() {
        table.print();
    }
}
