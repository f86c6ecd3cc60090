package dev.statehouse.bench;

import dev.statehouse.embedding.Purpose;
import dev.statehouse.embedding.Vectors;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of all pieces of all workspaces, and what nightly maintenance makes of workspaces that are large. A million texts would keep
 * the local model for six hours: each piece has the sum of three real vectors, of the documents of CISI, which lie as close together as
 * those of texts do.
 */
final class MeaningData implements AutoCloseable {

    /** As maintenance has it where nothing else is said. */
    static final int LARGE = 10_000;

    private static final int DOCUMENTS = 100;
    private static final int MOVED = 5_000;
    private static final String MAKE = """
            CREATE TABLE plain.documents_of_cisi (n integer PRIMARY KEY, vector vector(384) NOT NULL);
            CREATE TABLE plain.questions_of_cisi (question text PRIMARY KEY, vector vector(384) NOT NULL);
            GRANT SELECT ON plain.questions_of_cisi TO statehouse_app;
            INSERT INTO app.embedding_models (workspace_id, id, name, provider, model, dimensions, threshold, effort)
            SELECT id, id, 'local', 'local', 'bge-small-en-v1.5', 384, 0.5, 200 FROM app.workspaces
            """;
    private static final String FILL = """
            INSERT INTO app.embeddings (shard, workspace_id, chunk_id, model_id, vector)
            SELECT p.shard, p.workspace_id, p.id, p.workspace_id, l2_normalize(a.vector + b.vector + c.vector)::halfvec
            FROM (SELECT c.shard, c.workspace_id, c.id, abs(hashtext(c.row_id::text)) % 100000000 AS h FROM app.chunks c) p
            CROSS JOIN (SELECT count(*)::integer AS documents FROM plain.documents_of_cisi) d
            JOIN plain.documents_of_cisi a ON a.n = p.h % d.documents
            JOIN plain.documents_of_cisi b ON b.n = p.h / 7 % d.documents
            JOIN plain.documents_of_cisi c ON c.n = p.h / 10007 % d.documents
            """;
    private static final String SERVE = """
            INSERT INTO app.search_spaces AS s (workspace_id, embedding_model_id) SELECT id, id FROM app.workspaces
            ON CONFLICT (workspace_id) DO UPDATE SET embedding_model_id = EXCLUDED.embedding_model_id
            """;

    private final Connection connection;

    MeaningData(TestDatabase database) throws SQLException {
        this.connection = database.connect("postgres", false);
        sql("SET search_path = app, public; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'");
    }

    /** After the texts, and the tables of plain SQL. */
    void load(Cisi cisi) throws SQLException {
        sql(MAKE);
        try (LocalVectors vectors = new LocalVectors()) {
            Progress.say("search: vectors of CISI by the local model");
            keep(
                    "INSERT INTO plain.documents_of_cisi SELECT n - 1, v::vector FROM unnest(?) WITH ORDINALITY u (v, n)",
                    null,
                    texts(vectors, List.copyOf(cisi.documents().values()), Purpose.DOCUMENT));
            List<String> questions = List.copyOf(cisi.questions().values());
            keep(
                    "INSERT INTO plain.questions_of_cisi SELECT q, v::vector FROM unnest(?, ?) u (v, q) ON CONFLICT DO NOTHING",
                    questions,
                    texts(vectors, questions, Purpose.QUERY));
        }
        Table table = new Table("What meanings take", "what", "seconds");
        timed(table, "a vector of 384 dimensions for each piece", () -> sql(FILL));
        sql(SERVE);
        List<UUID> large = large();
        timed(
                table,
                "%d workspaces with %,d pieces or more moved to shards of their own".formatted(large.size(), LARGE),
                () -> {
                    for (UUID each : large) {
                        move(each);
                    }
                });
        timed(table, "their indexes (HNSW, m 16, ef_construction 64)", this::index);
        table.print();
        Progress.say("search: vacuum of vectors");
        sql("VACUUM ANALYZE app.chunks");
        sql("VACUUM ANALYZE app.embeddings");
        PlainVectors.make(connection);
    }

    /** What takes its time in the database. */
    private interface Step {
        void take() throws SQLException;
    }

    private static void timed(Table table, String what, Step step) throws SQLException {
        Progress.say("search: " + what);
        long begun = System.nanoTime();
        step.take();
        table.row(what, Table.figure((System.nanoTime() - begun) / 1e9));
    }

    private static List<String> texts(LocalVectors vectors, List<String> of, Purpose purpose) {
        List<String> made = new ArrayList<>();
        for (int from = 0; from < of.size(); from += DOCUMENTS) {
            vectors.make(of.subList(from, Math.min(of.size(), from + DOCUMENTS)), purpose)
                    .forEach(vector -> made.add(Vectors.text(vector)));
        }
        return made;
    }

    private void keep(String sql, @Nullable List<String> beside, List<String> vectors) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", vectors.toArray()));
            if (beside != null) {
                statement.setArray(2, connection.createArrayOf("text", beside.toArray()));
            }
            statement.executeUpdate();
        }
    }

    private List<UUID> large() throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT workspace_id FROM app.workspaces_to_promote(" + LARGE + ")")) {
            while (row.next()) {
                found.add(row.getObject(1, UUID.class));
            }
        }
        return found;
    }

    private void move(UUID workspace) throws SQLException {
        sql("SET ROLE statehouse_owner; SELECT app.begin_promotion('" + workspace + "'); RESET ROLE");
        long moved = -1;
        while (moved != 0) {
            // -1: others may still write where the pieces were.
            moved = number("SELECT coalesce(app.move_pieces('%s', %d), -1)".formatted(workspace, MOVED));
        }
    }

    private void index() throws SQLException {
        List<String> definitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT definition FROM app.vector_indexes() WHERE is_valid IS DISTINCT FROM true")) {
            while (row.next()) {
                definitions.add(row.getString(1));
            }
        }
        for (String definition : definitions) {
            sql(definition);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sql(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
