package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

/**
 * Full-text search as products have it that write their own SQL: a table with a tsvector, a GIN index and a policy by a setting; all
 * words must occur. The setting travels in the same flight.
 *
 * @param connection of the application's role
 */
record PlainSearch(Connection connection) {

    private static final String SQL = """
            SELECT set_config('app.current_workspace_id', ?, true);
            SELECT id, content, ts_rank(search_vector, plainto_tsquery('english', ?)) AS rank
            FROM plain.documents
            WHERE workspace_id = CAST(? AS uuid) AND search_vector @@ plainto_tsquery('english', ?)
            ORDER BY rank DESC, created_at DESC
            LIMIT 20
            """;

    /** Makes the table of the texts of all messages. */
    static void make(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET synchronous_commit = off;
                    CREATE SCHEMA plain;
                    CREATE TABLE plain.documents (
                        id uuid PRIMARY KEY,
                        workspace_id uuid NOT NULL,
                        content text NOT NULL,
                        search_vector tsvector NOT NULL,
                        created_at timestamptz NOT NULL
                    );
                    INSERT INTO plain.documents
                    SELECT id, workspace_id, content, to_tsvector('english', content), created_at FROM app.messages;
                    CREATE INDEX documents_by_words ON plain.documents USING gin (search_vector);
                    CREATE INDEX documents_of_a_tenant ON plain.documents (workspace_id, created_at DESC);
                    ALTER TABLE plain.documents ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY tenant_isolation ON plain.documents TO statehouse_app
                        USING (workspace_id = current_setting('app.current_workspace_id')::uuid);
                    GRANT USAGE ON SCHEMA plain TO statehouse_app;
                    GRANT SELECT ON plain.documents TO statehouse_app
                    """);
            statement.execute("VACUUM ANALYZE plain.documents");
        }
    }

    /** How many it found, at most 20. */
    int find(UUID workspace, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, workspace.toString());
            statement.setString(2, question);
            statement.setString(3, workspace.toString());
            statement.setString(4, question);
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = Objects.requireNonNull(statement.getResultSet())) {
                int found = 0;
                while (rows.next()) {
                    found++;
                }
                return found;
            }
        }
    }
}
