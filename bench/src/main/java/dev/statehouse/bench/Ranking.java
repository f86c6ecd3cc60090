package dev.statehouse.bench;

import java.util.List;

/** A way to rank documents by a question. */
interface Ranking {

    /** How many documents count. */
    int DEPTH = 100;

    String name();

    Ranked rank(String question) throws Exception;

    /**
     * What it ranked.
     *
     * @param documents their numbers, the best first, at most {@link #DEPTH}
     * @param complete as far as the ranking itself knows, no better one was left out
     */
    record Ranked(List<Integer> documents, boolean complete) {}
}
