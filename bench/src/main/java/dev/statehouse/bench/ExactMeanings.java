package dev.statehouse.bench;

import dev.statehouse.bench.WordSearch.Found;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Of what is nearest to a question, how much a search finds, past policies, functions and indexes. */
final class ExactMeanings implements AutoCloseable {

    private static final int ENOUGH = 50;
    // Of two bytes a number: of equally near ones one is as good as another.
    private static final double EQUAL = 1e-6;
    private static final String SQL = """
            SELECT n.score
            FROM app.embeddings e
            CROSS JOIN LATERAL (SELECT -(e.vector <#> CAST(? AS halfvec)) AS score OFFSET 0) n
            WHERE e.workspace_id = ? AND n.score >= 0.5
            ORDER BY n.score DESC
            LIMIT ?
            """;

    private final Connection connection;

    /**
     * How right answers are.
     *
     * @param recall of the ten nearest pieces, the share that was found
     * @param tooFew answers with fewer hits than there are, up to ten
     */
    record Recall(double recall, int tooFew, int asked) {}

    ExactMeanings(TestDatabase database) throws SQLException {
        this.connection = database.connect("postgres", false);
    }

    Recall of(MeaningSearch search, Connection application, List<Asked> questions, Map<String, String> vectors)
            throws SQLException {
        List<Asked> sample = questions.stream().limit(ENOUGH).toList();
        int there = 0;
        int got = 0;
        int tooFew = 0;
        for (Asked each : sample) {
            List<Double> nearest = nearest(each, MeaningSearch.vector(vectors, each.question()));
            Found page = search.find(application, each.workspace(), each.question());
            int hits = Math.min(MeaningSearch.ROWS, page.hits().size());
            tooFew += hits < nearest.size() ? 1 : 0;
            there += nearest.size();
            if (!nearest.isEmpty()) {
                double least = nearest.getLast() - EQUAL;
                got += (int) page.hits().stream()
                        .limit(MeaningSearch.ROWS)
                        .filter(hit -> hit.score() >= least)
                        .count();
            }
        }
        return new Recall(there == 0 ? 1 : (double) got / there, tooFew, sample.size());
    }

    private List<Double> nearest(Asked asked, String vector) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, vector);
            statement.setObject(2, asked.workspace());
            statement.setInt(3, MeaningSearch.ROWS);
            List<Double> scores = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    scores.add(row.getDouble(1));
                }
            }
            return scores;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
