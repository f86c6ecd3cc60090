package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a search would find if it took every piece that has one of the words and weighed it, past policies and the function. */
final class ExactSearch implements AutoCloseable {

    private static final String SQL = """
            WITH told AS (
                SELECT w.word, w.weight FROM jsonb_populate_recordset(NULL::app.search_word, CAST(? AS jsonb)) w
            ), weighed AS (
                SELECT ('{' || string_agg(v.place || ':' || v.weight, ',') || '}/1000000000')::public.sparsevec AS words
                FROM (SELECT app.place_of_word(t.word) AS place, sum(t.weight) / 1000 AS weight FROM told t GROUP BY 1) v
            )
            SELECT -(c.weights OPERATOR(public.<#>) (SELECT words FROM weighed)) AS score
            FROM app.chunks c
            WHERE c.workspace_id = ?
              AND c.search @@ (SELECT app.any_word(array_agg(t.word)) FROM told t)
            ORDER BY score DESC
            LIMIT ?
            """;

    private final Connection connection;

    ExactSearch(TestDatabase database) throws SQLException {
        this.connection = database.connect("postgres", false);
    }

    /**
     * The scores of the best. Pieces of one score are equally good, so that the scores tell whether a search has found the best.
     *
     * @param words as a search says that it weighed them
     */
    List<Double> scores(UUID workspace, String words, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, words);
            statement.setObject(2, workspace);
            statement.setInt(3, rows);
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
