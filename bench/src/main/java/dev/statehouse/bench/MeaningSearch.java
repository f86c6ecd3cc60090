package dev.statehouse.bench;

import dev.statehouse.bench.WordSearch.Found;
import dev.statehouse.data.search.SearchQuestion;
import dev.statehouse.data.search.SearchQuestion.Fusion;
import dev.statehouse.data.search.SearchQuestion.Meaning;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Questions of CISI by one of our modes, with its defaults. Their vectors are made before.
 *
 * @param mode {@code text}, {@code semantic} or {@code hybrid}
 * @param vectors by question
 */
record MeaningSearch(String mode, Map<String, String> vectors) {

    /** Hits of a page. */
    static final int ROWS = 10;

    /** The vectors of all questions, as PostgreSQL writes them. */
    static Map<String, String> vectors(Connection connection) throws SQLException {
        Map<String, String> vectors = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT question, vector FROM plain.questions_of_cisi")) {
            while (row.next()) {
                vectors.put(row.getString(1), row.getString(2));
            }
        }
        return vectors;
    }

    static String vector(Map<String, String> vectors, String question) {
        return Objects.requireNonNull(vectors.get(question), question);
    }

    Found find(Connection connection, UUID workspace, String question) throws SQLException {
        return new WordSearch(connection).find(workspace, asked(question), ROWS + 1);
    }

    private SearchQuestion asked(String question) {
        @Nullable Meaning meaning = mode.equals("text") ? null : new Meaning(null, vector(vectors, question));
        @Nullable Fusion fusion = mode.equals("hybrid") ? new Fusion(60, 1, 1) : null;
        return new SearchQuestion(
                mode, question, List.of(), List.of(), List.of(), meaning, null, fusion, null, null, null);
    }
}
