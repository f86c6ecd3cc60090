package dev.statehouse.bench;

import dev.statehouse.bench.WordSearch.Found;
import java.sql.SQLException;
import java.util.List;

/**
 * How right answers are.
 *
 * @param exact how many of them have the best pieces there are, in their order
 * @param complete how many say that they have
 * @param found pieces of an answer, in the mean
 */
record Exactness(int asked, int exact, int complete, double found) {

    private static final int ROWS = 20;
    private static final int ENOUGH = 50;

    static Exactness of(WordSearch search, ExactSearch truth, SearchQuestions questions) throws SQLException {
        List<Asked> sample = questions.all().stream().limit(ENOUGH).toList();
        int exact = 0;
        int complete = 0;
        double found = 0;
        for (Asked each : sample) {
            Found page = search.find(each.workspace(), each.question(), ROWS);
            List<Double> scores =
                    page.hits().stream().map(WordSearch.Hit::score).toList();
            List<Double> best = page.words() == null ? List.of() : truth.scores(each.workspace(), page.words(), ROWS);
            exact += scores.equals(best) ? 1 : 0;
            complete += page.complete() ? 1 : 0;
            found += scores.size();
        }
        return new Exactness(sample.size(), exact, complete, found / sample.size());
    }

    /** How many rows plain SQL finds, in the mean. */
    static double found(PlainSearch search, SearchQuestions questions) throws SQLException {
        List<Asked> sample = questions.all().stream().limit(ENOUGH).toList();
        double found = 0;
        for (Asked each : sample) {
            found += search.find(each.workspace(), each.question());
        }
        return found / sample.size();
    }
}
