package dev.statehouse.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A process that searches by the bare driver: by our statement, or by what products have that write their own. */
final class SearchProcess {

    static final String OURS = "search-words";
    static final String PLAIN = "search-plain";
    static final String PLAIN_VECTORS = "search-plain-vectors";

    private static final int ROWS = 21;

    private final Connection[] connections;
    private final Map<String, String> vectors = new HashMap<>();

    private SearchProcess(Connection[] connections) {
        this.connections = connections;
    }

    public static void main(String[] arguments) throws Exception {
        SearchProcess process = new SearchProcess(RawLoop.connections());
        WorkerProcess.serve(process::sender);
    }

    /** Of a contender; every other name is that of a mode, in which questions of CISI are asked. */
    private WorkerProcess.Sender sender(String name) throws SQLException {
        return switch (name) {
            case OURS ->
                (thread, get) -> {
                    Asked asked = Asked.of(get);
                    new WordSearch(connections[thread]).find(asked.workspace(), asked.question(), ROWS);
                };
            case PLAIN ->
                (thread, get) -> {
                    Asked asked = Asked.of(get);
                    new PlainSearch(connections[thread]).find(asked.workspace(), asked.question());
                };
            case PLAIN_VECTORS ->
                (thread, get) -> {
                    Asked asked = Asked.of(get);
                    new PlainVectors(connections[thread]).find(asked.workspace(), vector(asked));
                };
            default -> {
                MeaningSearch search = new MeaningSearch(name, known());
                yield (thread, get) -> {
                    Asked asked = Asked.of(get);
                    search.find(connections[thread], asked.workspace(), asked.question());
                };
            }
        };
    }

    private String vector(Asked asked) throws SQLException {
        return MeaningSearch.vector(known(), asked.question());
    }

    private synchronized Map<String, String> known() throws SQLException {
        if (vectors.isEmpty()) {
            vectors.putAll(MeaningSearch.vectors(connections[0]));
        }
        return vectors;
    }
}
