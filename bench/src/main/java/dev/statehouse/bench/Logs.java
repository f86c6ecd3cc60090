package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Log lines of runs, in batches of a hundred: over HTTP, beside the same statement by pgbench, whose lines PostgreSQL makes up
 * itself; by few writers and by a hundred, each to a run of its own; and what writing and reading cost as the table grows.
 */
final class Logs implements Benchmark {

    private static final String SCRIPT = "bench/logs.lua";
    private static final int ROWS = 100;
    private static final int RUNS = 100;
    private static final int WORKSPACES = 10;
    private static final int[] CONNECTIONS = {4, 8, 100};
    private static final Pattern TRANSACTIONS = Pattern.compile("transactions actually processed: (\\d+)");

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        try (RunDatabase database = new RunDatabase(lab.servers())) {
            database.fill(RUNS, WORKSPACES);
            try (Worker function = database.function()) {
                Wrk http = new Wrk("http", function.pid(), function.port(), SCRIPT);
                Requests requests = new Requests("logs", gets(database, "/logs"));
                http.run(requests, CONNECTIONS[1], lab.size().warmUp());
                writing(lab, database, http, requests);
            }
        }
        // In a database of its own, so that it begins small.
        try (RunDatabase database = new RunDatabase(lab.servers())) {
            database.fill(RUNS, WORKSPACES);
            try (Worker function = database.function()) {
                growing(lab, database, function);
            }
        }
    }

    private static List<Get> gets(RunDatabase database, String path) {
        return IntStream.range(0, RUNS)
                .mapToObj(run ->
                        new Get(Cards.workspaceId(run % WORKSPACES), "/v1/agent-runs/" + database.runId(run) + path))
                .toList();
    }

    private static void writing(Lab lab, RunDatabase database, Wrk http, Requests requests) throws SQLException {
        Table table = new Table(
                "Log lines of 100 runs in batches of 100",
                "by",
                "writers",
                "lines/s",
                "range",
                "p50 ms",
                "p99 ms",
                "errors",
                "answered lines that are not there",
                "deadlocks");
        for (int connections : CONNECTIONS) {
            List<Outcome> runs = new ArrayList<>();
            List<Double> limits = new ArrayList<>();
            long before = lines(database);
            long deadlocks = deadlocks(database);
            long lost = 0;
            for (int round = 0; round < lab.size().rounds(); round++) {
                Progress.say("logs: " + connections + " writers, round " + round);
                Outcome outcome = http.run(requests, connections, lab.size().run());
                long after = lines(database);
                lost += Math.max(0, (outcome.requests() - outcome.errors()) * ROWS - (after - before));
                runs.add(outcome);
                limits.add(pgbench(lab, database, connections));
                before = lines(database);
            }
            Median rate = Median.of(runs, run -> run.perSecond() * ROWS);
            table.row(
                    "**HTTP**",
                    connections,
                    rate,
                    rate.range(),
                    Median.of(runs, Outcome::p50),
                    Median.of(runs, Outcome::p99),
                    runs.stream().mapToLong(Outcome::errors).sum(),
                    lost,
                    deadlocks(database) - deadlocks);
            Median limit = Median.of(limits, Double::doubleValue);
            table.row("pgbench", connections, limit, limit.range(), "", "", "", "", "");
        }
        table.print();
    }

    private static long lines(RunDatabase database) throws SQLException {
        return database.count("SELECT count(*) FROM app.agent_run_logs");
    }

    private static long deadlocks(RunDatabase database) throws SQLException {
        return database.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    /** Lines a second. */
    private static double pgbench(Lab lab, RunDatabase database, int connections) {
        long seconds = Math.max(1, lab.size().run().toSeconds());
        String output = Shell.output(
                database.environment(),
                "pgbench",
                "--no-vacuum",
                "--client=" + connections,
                "--jobs=2",
                "--time=" + seconds,
                "--file=" + script(database));
        Matcher found = TRANSACTIONS.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(found.group(1)) * ROWS / seconds;
    }

    private static Path script(RunDatabase database) {
        String script = """
                \\set n random(0, %d)
                \\set run 100000000000 + :n
                \\set workspace 100000000000 + :n %% %d
                SELECT app.enter_workspace('%s:workspace', NULL)\\; WITH run AS MATERIALIZED (SELECT workspace_id, id FROM agent_runs WHERE id = ('%s' || lpad((:run - 100000000000)::text, 12, '0'))::uuid AND deleted_at IS NULL), stored AS (INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message, data) SELECT r.workspace_id, r.id, (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid, 'info', 'step ' || g || ' of the plan is done, and its tests pass', '{"step": 1, "file": "src/main/App.java"}' FROM run r, generate_series(1, %d) g ON CONFLICT DO NOTHING RETURNING id) SELECT count(*) FROM stored;
                """.formatted(RUNS - 1, WORKSPACES, Cards.WORKSPACE_ID, prefix(database), ROWS);
        try {
            return Files.writeString(Shell.target().resolve("logs.pgbench"), script);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String prefix(RunDatabase database) {
        return database.runId(0).toString().substring(0, 24);
    }

    /** The same work at a hundredth of the lines, a tenth, and all of them: ten for each card of the other benchmarks. */
    private static void growing(Lab lab, RunDatabase database, Worker function) throws SQLException {
        Wrk writer = new Wrk("http", function.pid(), function.port(), SCRIPT);
        Wrk reader = new Wrk("http", function.pid(), function.port());
        writer.run(
                new Requests("logs", gets(database, "/logs")),
                1,
                lab.size().warmUp().dividedBy(5));
        List<Grown> sizes = new ArrayList<>();
        for (int hundredths : new int[] {1, 10, 100}) {
            fillUp(lab, database, hundredths);
            sizes.add(grown(lab, database, writer, reader));
        }
        print(sizes);
    }

    /** What work takes at a size. */
    private record Grown(String lines, Outcome batch, Outcome list, Outcome tail, Outcome summary) {}

    private static void fillUp(Lab lab, RunDatabase database, int hundredths) throws SQLException {
        int wanted = (int) (lab.size().cards() * 10L * hundredths / 100 / 10_000) * 10_000;
        int missing = (int) Math.max(0, (wanted - lines(database)) / RUNS);
        Progress.say("logs: filling up to " + wanted + " lines");
        // In other runs than those that are read, so that the table grows and not the run.
        database.fillUp(missing, WORKSPACES);
    }

    private static Grown grown(Lab lab, RunDatabase database, Wrk writer, Wrk reader) throws SQLException {
        Outcome batch = writer.run(
                new Requests("logs", gets(database, "/logs")), 1, lab.size().run());
        Outcome list = reader.run(
                new Requests("log-lists", gets(database, "/logs")),
                1,
                lab.size().run());
        Outcome tail = reader.run(
                new Requests("log-tails", gets(database, "/logs?after=" + database.newestLine())),
                1,
                lab.size().run());
        Outcome summary = reader.run(
                new Requests("log-summaries", gets(database, "/summary")),
                1,
                lab.size().run());
        return new Grown(String.format(Locale.ROOT, "%,d", lines(database)), batch, list, tail, summary);
    }

    private static void print(List<Grown> sizes) {
        Table table = new Table(
                "Cost against size, one connection",
                "lines",
                "batch of 100: p50 ms",
                "p99",
                "newest 20: p50 ms",
                "p99",
                "tail: p50 ms",
                "summary: p50 ms",
                "p99");
        for (Grown size : sizes) {
            table.row(
                    size.lines(),
                    Table.figure(size.batch().p50()),
                    Table.figure(size.batch().p99()),
                    Table.figure(size.list().p50()),
                    Table.figure(size.list().p99()),
                    Table.figure(size.tail().p50()),
                    Table.figure(size.summary().p50()),
                    Table.figure(size.summary().p99()));
        }
        table.print();
        new Plot(
                        "A batch of 100 lines, and the newest 20 of a run: p50 in ms",
                        "lines",
                        sizes.stream().map(Grown::lines).toList(),
                        "ms")
                .line(sizes.stream().map(size -> size.batch().p50()).toList())
                .line(sizes.stream().map(size -> size.list().p50()).toList())
                .print();
    }
}
