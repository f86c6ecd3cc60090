package dev.statehouse.bench;

import dev.statehouse.embedding.Embedder;
import dev.statehouse.embedding.Embedders;
import dev.statehouse.embedding.EmbeddingModel;
import dev.statehouse.embedding.Purpose;
import dev.statehouse.embedding.Vectors;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Vectors of the local model: of a workspace's pieces, as the worker makes them, and of questions. */
final class LocalVectors implements AutoCloseable {

    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final UUID MODEL = UUID.fromString("01990000-0000-7000-800a-000000000001");
    private static final String WAITING = """
            SELECT e.chunk_id, concat_ws(E'\\n', nullif(c.title, ''), c.content)
            FROM app.embeddings e
            JOIN app.chunks c ON c.workspace_id = e.workspace_id AND c.id = e.chunk_id AND c.shard = e.shard
            WHERE e.workspace_id = ? AND e.vector IS NULL
            ORDER BY e.chunk_id
            LIMIT ?
            """;
    private static final String KEEP = """
            UPDATE app.embeddings e SET vector = n.vector::halfvec
            FROM unnest(?, ?) AS n (chunk_id, vector)
            WHERE e.workspace_id = ? AND e.chunk_id = n.chunk_id
            """;

    private final ApplicationContext context = ApplicationContext.run();
    private final Embedder embedder = context.getBean(Embedders.class).of(EmbeddingModel.BGE_SMALL_EN, null);

    /** Lets a workspace be searched by the local model, and makes the vectors of its pieces. */
    void fill(TestDatabase database, UUID workspace) throws SQLException {
        try (Connection connection = database.connect("statehouse_master", false)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        SET ROLE statehouse_owner;
                        SET search_path = app, public;
                        INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold)
                        VALUES ('%1$s', '%2$s', 'local', 'local', 'bge-small-en-v1.5', 384, 0.5);
                        INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%1$s', '%2$s')
                        ON CONFLICT (workspace_id) DO UPDATE SET embedding_model_id = EXCLUDED.embedding_model_id;
                        INSERT INTO embeddings (shard, workspace_id, chunk_id, model_id)
                        SELECT shard, workspace_id, id, '%2$s' FROM chunks WHERE workspace_id = '%1$s'
                        """.formatted(workspace, MODEL));
            }
            while (embedSome(connection, workspace)) {
                // Until none waits.
            }
        }
    }

    private boolean embedSome(Connection connection, UUID workspace) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        try (PreparedStatement waiting = connection.prepareStatement(WAITING)) {
            waiting.setObject(1, workspace);
            waiting.setInt(2, BATCH);
            try (ResultSet rows = waiting.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                    texts.add(rows.getString(2));
                }
            }
        }
        if (ids.isEmpty()) {
            return false;
        }
        String[] vectors =
                make(texts, Purpose.DOCUMENT).stream().map(Vectors::text).toArray(String[]::new);
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            keep.setArray(2, connection.createArrayOf("text", vectors));
            keep.setObject(3, workspace);
            keep.executeUpdate();
        }
        return true;
    }

    /** A question's vector, as PostgreSQL writes it. */
    String of(String question) {
        return Vectors.text(make(List.of(question), Purpose.QUERY).getFirst());
    }

    /** Vectors of texts, kept nowhere. */
    List<float[]> make(List<String> texts, Purpose purpose) {
        return embedder.embed(texts, purpose, PATIENCE);
    }

    @Override
    public void close() {
        context.close();
    }
}
