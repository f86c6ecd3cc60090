package dev.statehouse.bench;

import dev.statehouse.bench.ExactMeanings.Recall;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Searches by meaning, and by words and meaning, in workspaces of all sizes, beside the words alone and plain SQL: how long they take,
 * and how much of what is nearest they find.
 */
final class Meanings {

    /** On both sides of the size from which on a workspace has an index, among others. */
    private static final int[] SIZES = {50_000, 11_500, 8_500, 1_000, 100};

    private static final int[] CONNECTIONS = {1, 8};
    private static final List<String> MODES = List.of("text", "semantic", "hybrid");

    private final Lab lab;
    private final TestDatabase database;
    private final Worker process;
    private final Table table = new Table(
            "Search by questions of CISI, 10 pieces a page, beside plain SQL (1 - distance) under row security",
            "workspaces of",
            "vectors by",
            "mode",
            "connections",
            "p50 ms",
            "p95 ms",
            "range of p95",
            "p95 of its slower half",
            "recall@10",
            "fewer than there are",
            "errors");

    Meanings(Lab lab, TestDatabase database, Worker process) {
        this.lab = lab;
        this.database = database;
        this.process = process;
    }

    /** One contender by so many connections. */
    private record Way(String contender, int connections) {}

    /** Workspaces of about one size, and what is asked there. */
    private record Group(int pieces, boolean indexed, List<Asked> questions) {}

    void measure(ZipfSizes sizes, Cisi cisi) throws SQLException {
        List<String> questions = List.copyOf(cisi.questions().values());
        int largest = sizes.all().getFirst();
        measure(group(sizes, List.of(0), questions));
        for (int size : SIZES) {
            if (size < largest) {
                measure(group(sizes, sizes.near(size), questions));
            }
        }
        table.print();
    }

    private Group group(ZipfSizes sizes, List<Integer> ranks, List<String> questions) {
        int pieces = (int) ranks.stream().mapToInt(sizes.all()::get).average().orElseThrow();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            UUID workspace = SearchData.workspace(ranks.get(i % ranks.size()));
            asked.add(new Asked(workspace, questions.get(i)));
        }
        return new Group(pieces, ranks.stream().allMatch(rank -> sizes.all().get(rank) >= MeaningData.LARGE), asked);
    }

    private void measure(Group group) throws SQLException {
        Progress.say("search: by meaning, among " + group.pieces());
        Duration run = lab.size().run().dividedBy(2);
        Map<Way, List<Outcome>> runs = new LinkedHashMap<>();
        List<String> contenders = new ArrayList<>(MODES);
        contenders.add(SearchProcess.PLAIN_VECTORS);
        for (String contender : contenders) {
            for (int connections : CONNECTIONS) {
                runs.put(new Way(contender, connections), new ArrayList<>());
            }
            process.run(requests(contender, group), 1, run);
        }
        for (int round = 0; round < lab.size().rounds(); round++) {
            runs.forEach((way, outcomes) ->
                    outcomes.add(process.run(requests(way.contender(), group), way.connections(), run)));
        }
        Recall recall = recall(group);
        runs.forEach((way, outcomes) -> row(group, way, outcomes, slowerHalf(way, runs), recall));
    }

    private static Requests requests(String contender, Group group) {
        return new Requests(
                contender, group.questions().stream().map(Asked::get).toList());
    }

    private Recall recall(Group group) throws SQLException {
        try (Connection application = database.connect("statehouse_app", true);
                ExactMeanings truth = new ExactMeanings(database)) {
            Map<String, String> vectors = MeaningSearch.vectors(application);
            return truth.of(new MeaningSearch("semantic", vectors), application, group.questions(), vectors);
        }
    }

    /** Of a hybrid search, the p95 in terms of the slower one of its halves'. */
    private static @Nullable Double slowerHalf(Way way, Map<Way, List<Outcome>> runs) {
        if (!way.contender().equals("hybrid")) {
            return null;
        }
        double slower = MODES.stream()
                .filter(mode -> !mode.equals("hybrid"))
                .mapToDouble(mode -> p95(runs.getOrDefault(new Way(mode, way.connections()), List.of())))
                .max()
                .orElseThrow();
        return p95(runs.getOrDefault(way, List.of())) / slower;
    }

    private static double p95(List<Outcome> runs) {
        return Median.of(runs, Outcome::p95).middle();
    }

    private void row(Group group, Way way, List<Outcome> runs, @Nullable Double slowerHalf, Recall recall) {
        boolean plain = way.contender().equals(SearchProcess.PLAIN_VECTORS);
        boolean semantic = way.contender().equals("semantic");
        Median p95 = Median.of(runs, Outcome::p95);
        table.row(
                "%,d".formatted(group.pieces()),
                plain ? "" : group.indexed() ? "HNSW" : "exact",
                plain ? "plain SQL" : "**" + way.contender() + "**",
                way.connections(),
                Median.of(runs, Outcome::p50),
                p95,
                p95.range(),
                slowerHalf == null ? "" : String.format(Locale.ROOT, "%.2f", slowerHalf),
                semantic ? String.format(Locale.ROOT, "%.3f", recall.recall()) : "",
                semantic ? "%d of %d".formatted(recall.tooFew(), recall.asked()) : "",
                runs.stream().mapToLong(Outcome::errors).sum());
    }
}
