package dev.statehouse.bench;

import dev.statehouse.bench.WordSearch.Found;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Mode {@code text} of our search. Of several pieces of one document the best counts.
 *
 * @param workspace whose messages the documents are
 * @param first number of the message before the first document's
 */
record WordsRanking(WordSearch search, UUID workspace, int first) implements Ranking {

    // Pages and their next ones, in one: a long document's pieces must not take other documents' places.
    private static final int PIECES = 2 * DEPTH;

    @Override
    public String name() {
        return "**text**";
    }

    @Override
    public Ranked rank(String question) throws SQLException {
        Found found = search.find(workspace, question, PIECES);
        List<Integer> documents = found.hits().stream()
                .map(hit -> Messages.number(hit.message()) - first)
                .distinct()
                .limit(DEPTH)
                .toList();
        return new Ranked(documents, found.complete());
    }
}
