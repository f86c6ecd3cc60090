package dev.statehouse.bench;

import java.sql.Connection;

/** A process that searches by the bare driver: by our statement, or by what products have that write their own. */
final class SearchProcess {

    static final String OURS = "search-words";
    static final String PLAIN = "search-plain";

    private static final int ROWS = 21;

    private SearchProcess() {}

    public static void main(String[] arguments) throws Exception {
        Connection[] connections = RawLoop.connections();
        WorkerProcess.serve(name -> name.equals(PLAIN)
                ? (thread, get) -> {
                    Asked asked = Asked.of(get);
                    new PlainSearch(connections[thread]).find(asked.workspace(), asked.question());
                }
                : (thread, get) -> {
                    Asked asked = Asked.of(get);
                    new WordSearch(connections[thread]).find(asked.workspace(), asked.question(), ROWS);
                });
    }
}
