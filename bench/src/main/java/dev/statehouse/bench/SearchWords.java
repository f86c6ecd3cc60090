package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The words of a workspace's pieces, to ask for by how many have them. Only such as mean themselves in a question. */
final class SearchWords implements AutoCloseable {

    private static final int SAMPLE = 1_000;

    private final Connection connection;
    private final UUID workspace;
    private final int pieces;

    /** A question, and how many pieces have each of its words at most. */
    record Picked(String question, int pieces) {}

    SearchWords(TestDatabase database, UUID workspace) throws SQLException {
        // A superuser may make temporary tables.
        this.connection = database.connect("postgres", false);
        this.workspace = workspace;
        this.pieces = pick("SELECT '', count(*) FROM app.chunks WHERE workspace_id = '%s'".formatted(workspace))
                .getFirst()
                .pieces();
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE words AS
                    SELECT word, ndoc FROM ts_stat($$ SELECT search FROM app.chunks WHERE workspace_id = '%s' $$)
                    WHERE word ~ '^[a-z]{4,}$';
                    DELETE FROM words WHERE tsvector_to_array(to_tsvector('english', word)) <> ARRAY[word];
                    ANALYZE words
                    """.formatted(workspace));
        }
    }

    int pieces() {
        return pieces;
    }

    /** Two words of one piece, each of which is in at most a thousandth of the pieces, or in no other. */
    List<Picked> rare(int most) throws SQLException {
        return pick("""
                SELECT string_agg(two.word, ' ' ORDER BY two.word), max(two.ndoc)
                FROM (SELECT row_id, search FROM app.chunks WHERE workspace_id = '%s' ORDER BY md5(row_id::text) LIMIT %d) c
                CROSS JOIN LATERAL (
                    SELECT w.word, w.ndoc
                    FROM unnest(c.search) l
                    JOIN words w ON w.word = l.lexeme
                    WHERE w.ndoc <= greatest(1, %d)
                    ORDER BY md5(w.word)
                    LIMIT 2) two
                GROUP BY c.row_id
                HAVING count(*) = 2
                ORDER BY md5(c.row_id::text)
                LIMIT %d
                """.formatted(workspace, SAMPLE, pieces / 1_000, most));
    }

    /** The words that are nearest to being in this share of the pieces. */
    List<Picked> common(double share, int most) throws SQLException {
        return pick("SELECT word, ndoc FROM words ORDER BY abs(ndoc - %d), word LIMIT %d"
                .formatted((int) (share * pieces), most));
    }

    private List<Picked> pick(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Picked> picked = new ArrayList<>();
            while (row.next()) {
                picked.add(new Picked(row.getString(1), row.getInt(2)));
            }
            return picked;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
