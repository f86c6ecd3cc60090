package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Lists filtered by tags and by JSON containment, one caller at a time, in ordinary workspaces and in a heavy one. */
final class Filters implements Benchmark {

    private static final int EACH = 500;

    @Override
    public String name() {
        return "filters";
    }

    @Override
    public void run(Lab lab) {
        Table table = new Table(
                "Filtered lists among %,d cards, one connection"
                        .formatted(lab.size().total()),
                "filter",
                "workspace of",
                "p50 ms",
                "p95 ms",
                "range of p95",
                "errors");
        Map<String, IntFunction<String>> filters = filters();
        try (Worker function = lab.function()) {
            Wrk http = new Wrk("http", function.pid(), function.port());
            http.run(Requests.lists(lab.cards()), 8, lab.size().warmUp());
            filters.forEach((name, query) -> {
                row(lab, table, http, name, lab.size().cards() / lab.size().workspaces(), ordinary(lab, query));
                row(lab, table, http, name, lab.size().heavy(), heavy(lab, query));
            });
        }
        table.print();
    }

    /** Each filter by what it finds, as a query made from a card's number. */
    private static Map<String, IntFunction<String>> filters() {
        Map<String, IntFunction<String>> filters = new LinkedHashMap<>();
        filters.put("variables of a type, nearly all cards", card -> "variables=" + json("[{\"type\":\"string\"}]"));
        filters.put("variables of a type, 1 card in 500", card -> "variables=" + json("[{\"type\":\"array\"}]"));
        filters.put("metadata, one card", card -> "metadata=" + json("{\"ticket\":\"T-" + card + "\"}"));
        filters.put("metadata, 1 card in 50", card -> "metadata=" + json("{\"team\":\"team-" + card % 50 + "\"}"));
        filters.put(
                "metadata, 9 cards in 10, none in every tenth workspace",
                card -> "metadata=" + json("{\"reviewed\":true}"));
        filters.put("metadata, no card", card -> "metadata=" + json("{\"ticket\":\"none-" + card + "\"}"));
        filters.put("tag, 1 card in 40", card -> "tag=topic-" + card % 40);
        filters.put(
                "tag and metadata, few cards",
                card -> "tag=topic-" + card % 40 + "&metadata=" + json("{\"team\":\"team-" + card % 50 + "\"}"));
        return filters;
    }

    private static List<Get> ordinary(Lab lab, IntFunction<String> query) {
        return lab.cards().sample().stream()
                .limit(EACH)
                .map(card -> get(lab, card, query))
                .toList();
    }

    private static List<Get> heavy(Lab lab, IntFunction<String> query) {
        List<Get> gets = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            gets.add(get(lab, lab.size().cards() + (int) ((long) i * lab.size().heavy() / EACH), query));
        }
        return gets;
    }

    private static Get get(Lab lab, int card, IntFunction<String> query) {
        return new Get(lab.cards().workspaceOf(card), "/v1/prompt-cards?" + query.apply(card));
    }

    private static void row(Lab lab, Table table, Wrk http, String name, int cards, List<Get> gets) {
        Requests requests = new Requests("filter", gets);
        // Each once, so that what is measured is not the disk.
        http.run(requests, 1, lab.size().run());
        List<Outcome> runs = new ArrayList<>();
        for (int round = 0; round < lab.size().rounds(); round++) {
            runs.add(http.run(requests, 1, lab.size().run().dividedBy(2)));
        }
        Median p95 = Median.of(runs, Outcome::p95);
        table.row(
                name,
                "%,d".formatted(cards),
                Median.of(runs, Outcome::p50),
                p95,
                p95.range(),
                runs.stream().mapToLong(Outcome::errors).sum());
    }

    private static String json(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
