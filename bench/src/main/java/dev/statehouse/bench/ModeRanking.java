package dev.statehouse.bench;

import dev.statehouse.bench.WordSearch.Found;
import dev.statehouse.data.search.SearchQuestion;
import dev.statehouse.data.search.SearchQuestion.Fusion;
import dev.statehouse.data.search.SearchQuestion.Meaning;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mode of our search, with its defaults but for the threshold, since all that is ranked counts here. Of several pieces of one document
 * the best counts.
 *
 * @param mode {@code text}, {@code semantic} or {@code hybrid}
 * @param workspace whose messages the documents are
 * @param first number of the message before the first document's
 */
record ModeRanking(String mode, WordSearch search, LocalVectors vectors, UUID workspace, int first) implements Ranking {

    // Pages and their next ones, in one: a long document's pieces must not take other documents' places.
    private static final int PIECES = 2 * DEPTH;
    private static final float NONE = -1;

    @Override
    public String name() {
        return "**" + mode + "**";
    }

    @Override
    public Ranked rank(String question) throws SQLException {
        Found found = search.find(workspace, asked(question), PIECES);
        List<Integer> documents = found.hits().stream()
                .map(hit -> Messages.number(hit.message()) - first)
                .distinct()
                .limit(DEPTH)
                .toList();
        return new Ranked(documents, found.complete());
    }

    private SearchQuestion asked(String question) {
        return new SearchQuestion(
                mode,
                question,
                List.of(),
                List.of(),
                List.of(),
                meaning(question),
                mode.equals("semantic") ? NONE : null,
                mode.equals("hybrid") ? new Fusion(60, 1, 1) : null,
                null,
                null,
                null);
    }

    private @Nullable Meaning meaning(String question) {
        return mode.equals("text") ? null : new Meaning(null, vectors.of(question));
    }
}
