package dev.statehouse.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

/**
 * Search by a vector as products have it that write their own SQL: a table with a policy by a setting, ordered by {@code 1 - distance},
 * which no index serves. So none is made: it would take as long as everything else here.
 *
 * @param connection of the application's role
 */
record PlainVectors(Connection connection) {

    private static final String SQL = """
            SELECT set_config('app.current_workspace_id', ?, true);
            SELECT id, content, created_at, 1 - (embedding <=> CAST(? AS vector)) AS similarity
            FROM plain.vectors
            WHERE 1 - (embedding <=> CAST(? AS vector)) >= 0.5
            ORDER BY similarity DESC
            LIMIT 10
            """;

    /** Makes the table, with the vectors and texts of all messages. */
    static void make(Connection superuser) throws SQLException {
        Progress.say("search: making the table of plain vectors");
        try (Statement statement = superuser.createStatement()) {
            statement.execute("""
                    CREATE TABLE plain.vectors (
                        id uuid PRIMARY KEY,
                        workspace_id uuid NOT NULL,
                        content text NOT NULL,
                        embedding vector(384) NOT NULL,
                        created_at timestamptz NOT NULL
                    );
                    INSERT INTO plain.vectors
                    SELECT c.id, c.workspace_id, c.content, e.vector::vector, c.created_at
                    FROM app.chunks c
                    JOIN app.embeddings e ON e.workspace_id = c.workspace_id AND e.chunk_id = c.id AND e.shard = c.shard;
                    CREATE INDEX vectors_of_a_tenant ON plain.vectors (workspace_id);
                    ALTER TABLE plain.vectors ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY tenant_isolation ON plain.vectors TO statehouse_app
                        USING (workspace_id = current_setting('app.current_workspace_id')::uuid);
                    GRANT SELECT ON plain.vectors TO statehouse_app
                    """);
            statement.execute("VACUUM ANALYZE plain.vectors");
        }
    }

    /** How many it found, at most 10. */
    int find(UUID workspace, String vector) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, workspace.toString());
            statement.setString(2, vector);
            statement.setString(3, vector);
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
