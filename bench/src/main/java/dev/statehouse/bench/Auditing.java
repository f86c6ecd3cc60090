package dev.statehouse.bench;

import dev.statehouse.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What the audit log costs a change over HTTP: PATCH of a prompt card with the trigger that writes the log, beside the same
 * without it. The entries of one workspace are a chain, so its changes commit one after another: cards of many workspaces and
 * of one are measured.
 */
final class Auditing implements Benchmark {

    private static final int CONNECTIONS = 8;
    private static final int WORKSPACES = 50;
    private static final int CARDS = 500;

    /** One run; CPU is in milliseconds per request. */
    private record Run(Outcome outcome, double own, double database) {}

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void run(Lab lab) throws Exception {
        List<UUID> workspaces = new ArrayList<>();
        try (Connection owner = lab.servers().database().connect("statehouse_master", false);
                Statement statement = owner.createStatement();
                Worker function = lab.function()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            try {
                Requests many = cards(lab, statement, workspaces, "many", WORKSPACES);
                Requests one = cards(lab, statement, workspaces, "one", 1);
                Wrk wrk = new Wrk("PATCH", function.pid(), function.port(), "bench/patch.lua");
                Table table = new Table(
                        "Auditing: PATCH of a prompt card over HTTP, 8 connections",
                        "cards of",
                        "audit log",
                        "requests/s",
                        "range",
                        "of that without",
                        "p50 ms",
                        "p95 ms",
                        "errors",
                        "own CPU ms/request",
                        "PostgreSQL");
                measure(lab, statement, wrk, many).print(table, WORKSPACES + " workspaces");
                measure(lab, statement, wrk, one).print(table, "one workspace");
                table.print();
            } finally {
                audit(statement, true);
                delete(statement, workspaces);
            }
        }
    }

    private static Requests cards(Lab lab, Statement statement, List<UUID> made, String name, int workspaces)
            throws SQLException {
        List<UUID> own = IntStream.range(0, workspaces)
                .mapToObj(i -> new Rows(lab.servers().database()).workspace())
                .toList();
        made.addAll(own);
        List<Requests.Get> cards = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            UUID workspace = own.get(i % workspaces);
            UUID card = UUID.randomUUID();
            statement.execute("""
                    INSERT INTO prompt_cards (workspace_id, id, slug, title, search, last_version)
                    VALUES ('%s', '%s', 'bench-%2$s', 'Card', '', 1);
                    INSERT INTO prompt_versions (workspace_id, id, card_id, number, template)
                    VALUES ('%1$s', gen_random_uuid(), '%2$s', 1, 'A prompt of some length, as prompts are.')
                    """.formatted(workspace, card));
            cards.add(new Requests.Get(workspace, "/v1/prompt-cards/" + card));
        }
        return new Requests("audit-" + name, cards);
    }

    /** The runs of one set of cards. */
    private record Runs(List<Run> with, List<Run> without) {

        void print(Table table, String cards) {
            Median limit = Median.of(without, run -> run.outcome().perSecond());
            Map<String, List<Run>> ways = new LinkedHashMap<>();
            ways.put("without", without);
            ways.put("**with**", with);
            ways.forEach((way, runs) -> {
                Median rate = Median.of(runs, run -> run.outcome().perSecond());
                table.row(
                        cards,
                        way,
                        rate,
                        rate.range(),
                        Table.figure(rate.middle() / limit.middle()),
                        Median.of(runs, run -> run.outcome().p50()),
                        Median.of(runs, run -> run.outcome().p95()),
                        runs.stream().mapToLong(run -> run.outcome().errors()).sum(),
                        Median.of(runs, Run::own),
                        Median.of(runs, Run::database));
            });
        }
    }

    private static Runs measure(Lab lab, Statement statement, Wrk wrk, Requests requests) throws SQLException {
        Progress.say("audit: warming " + requests.name());
        wrk.run(requests, CONNECTIONS, lab.size().warmUp());
        Runs runs = new Runs(new ArrayList<>(), new ArrayList<>());
        for (int round = 1; round <= lab.size().rounds(); round++) {
            Progress.say("audit: " + requests.name() + ", round " + round);
            audit(statement, false);
            runs.without().add(once(lab, wrk, requests));
            audit(statement, true);
            runs.with().add(once(lab, wrk, requests));
        }
        return runs;
    }

    private static void audit(Statement statement, boolean on) throws SQLException {
        statement.execute("ALTER TABLE prompt_cards %s TRIGGER audit_update".formatted(on ? "ENABLE" : "DISABLE"));
    }

    private static Run once(Lab lab, Wrk wrk, Requests requests) {
        long own = Cpu.spentMs(wrk.pid());
        long database = Cpu.spentMs(lab.servers().postgresql());
        Outcome outcome = wrk.run(requests, CONNECTIONS, lab.size().run());
        return new Run(
                outcome,
                (double) (Cpu.spentMs(wrk.pid()) - own) / outcome.requests(),
                (double) (Cpu.spentMs(lab.servers().postgresql()) - database) / outcome.requests());
    }

    private static void delete(Statement statement, List<UUID> workspaces) throws SQLException {
        for (UUID workspace : workspaces) {
            statement.execute("""
                    DELETE FROM prompt_versions WHERE workspace_id = '%s';
                    DELETE FROM prompt_cards WHERE workspace_id = '%1$s';
                    DELETE FROM workspaces WHERE id = '%1$s'
                    """.formatted(workspace));
        }
    }
}
