package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lists of runs and summaries of single ones among many, one caller at a time: what dashboards ask first. */
final class AgentRuns implements Benchmark {

    private static final int SUMMED_UP = 200;
    private static final int LINES = 1_000;
    private static final int EACH = 500;

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        int runs = lab.size().cards();
        int workspaces = lab.size().workspaces();
        try (RunDatabase database = new RunDatabase(lab.servers())) {
            Progress.say("runs: filling in " + runs);
            database.fill(runs, workspaces);
            database.sayAndUse(Math.min(SUMMED_UP, runs), workspaces, LINES);
            Table table = new Table(
                    "Among %,d runs in %,d workspaces, one connection".formatted(runs, workspaces),
                    "request",
                    "p50 ms",
                    "p95 ms",
                    "range of p95",
                    "errors");
            try (Worker function = database.function()) {
                Wrk http = new Wrk("http", function.pid(), function.port());
                requests(database, workspaces).forEach((name, request) -> row(lab, table, http, name, request));
            }
            table.print();
        }
    }

    private static Map<String, IntFunction<Get>> requests(RunDatabase database, int workspaces) {
        Map<String, IntFunction<Get>> requests = new LinkedHashMap<>();
        IntFunction<UUID> workspace = n -> Cards.workspaceId(n % workspaces);
        requests.put("newest 20", n -> new Get(workspace.apply(n), "/v1/agent-runs"));
        requests.put("running, 1 in 500", n -> new Get(workspace.apply(n), "/v1/agent-runs?status=running"));
        requests.put("succeeded, nearly all", n -> new Get(workspace.apply(n), "/v1/agent-runs?status=succeeded"));
        requests.put(
                "of a project, 1 in 10",
                n -> new Get(
                        workspace.apply(n), "/v1/agent-runs?project=" + RunDatabase.projectOf(workspace.apply(n))));
        requests.put(
                "running, of a project",
                n -> new Get(
                        workspace.apply(n),
                        "/v1/agent-runs?status=running&project=" + RunDatabase.projectOf(workspace.apply(n))));
        requests.put(
                "summary of %,d lines and %d calls".formatted(LINES, LINES / 10),
                n -> new Get(
                        workspace.apply(n % SUMMED_UP),
                        "/v1/agent-runs/" + database.runId(n % SUMMED_UP) + "/summary"));
        return requests;
    }

    private static void row(Lab lab, Table table, Wrk http, String name, IntFunction<Get> request) {
        Requests requests =
                new Requests("runs", IntStream.range(0, EACH).mapToObj(request).toList());
        http.run(requests, 1, lab.size().run());
        List<Outcome> runs = new ArrayList<>();
        for (int round = 0; round < lab.size().rounds(); round++) {
            runs.add(http.run(requests, 1, lab.size().run().dividedBy(2)));
        }
        Median p95 = Median.of(runs, Outcome::p95);
        table.row(
                name,
                Median.of(runs, Outcome::p50),
                p95,
                p95.range(),
                runs.stream().mapToLong(Outcome::errors).sum());
    }
}
