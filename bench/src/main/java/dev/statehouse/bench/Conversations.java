package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import dev.statehouse.testing.TestDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Conversations over HTTP: what is read of them, of one of ten thousand messages above all, and appends of one message and of a
 * hundred, whose tokens are counted on the way.
 */
final class Conversations implements Benchmark {

    private static final int[] CONNECTIONS = {1, 8};
    private static final int MANY = 100;

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws SQLException {
        TestDatabase database = TestDatabase.anew(lab.servers().servers(), "bench_conversations");
        ConversationData data = new ConversationData(database, lab.size());
        HttpTable table = new HttpTable(
                lab,
                String.format(
                        Locale.ROOT,
                        "Conversations, among %,d messages in %,d workspaces",
                        data.messages(),
                        lab.size().workspaces()));
        try (database) {
            data.load();
            Map<String, String> environment = new HashMap<>(lab.servers().environment());
            environment.put("DATABASE_NAME", database.name());
            try (Worker function = Worker.start("conversations", FunctionProcess.class, environment)) {
                reads(lab, table, data, new Wrk("http", function.pid(), function.port()));
                appends(lab, table, data, new Wrk("http", function.pid(), function.port(), "bench/messages.lua"));
            }
        }
        table.print();
    }

    private static void reads(Lab lab, HttpTable table, ConversationData data, Wrk http) {
        Map<String, Requests> reads = new LinkedHashMap<>();
        reads.put(
                "context of 5,000 tokens out of 10,000 messages",
                requests(data, data.longOnes(), "/context?tokens=5000"));
        reads.put("newest 50 messages out of 10,000", requests(data, data.longOnes(), "/messages?order=desc&limit=50"));
        reads.put("a conversation with its messages", requests(data, data.sample(), "?include=messages"));
        reads.put(
                "newest 20 conversations of a workspace",
                new Requests(
                        "conversation-lists",
                        data.sample().stream()
                                .map(each -> new Get(data.workspaceOf(each), "/v1/conversations"))
                                .toList()));
        measure(lab, table, http, reads);
    }

    private static void appends(Lab lab, HttpTable table, ConversationData data, Wrk http) {
        Map<String, Requests> appends = new LinkedHashMap<>();
        appends.put("append of one message", requests(data, data.sample(), "/messages"));
        appends.put("append of " + MANY, requests(data, data.sample(), "/messages/batch"));
        measure(lab, table, http, appends);
    }

    private static Requests requests(ConversationData data, List<Integer> conversations, String rest) {
        List<Get> gets = conversations.stream()
                .map(each -> new Get(data.workspaceOf(each), "/v1/conversations/" + ConversationData.id(each) + rest))
                .toList();
        return new Requests("conversations", gets);
    }

    private static void measure(Lab lab, HttpTable table, Wrk http, Map<String, Requests> all) {
        all.values()
                .forEach(requests ->
                        http.run(requests, CONNECTIONS[1], lab.size().run()));
        all.forEach((name, requests) -> {
            for (int connections : CONNECTIONS) {
                table.measure(name, http, requests, connections);
            }
        });
    }
}
