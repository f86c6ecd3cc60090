package dev.statehouse.search;

import dev.statehouse.data.Ids;
import dev.statehouse.embedding.Embedder;
import dev.statehouse.embedding.Embedders;
import dev.statehouse.embedding.EmbeddingModel;
import dev.statehouse.embedding.Purpose;
import dev.statehouse.embedding.Vectors;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Embedding models of a workspace, and the vectors that a worker would have made by them. */
record Models(Search search, UUID workspace) {

    /** The local model, in use. */
    UUID local() {
        return inUse("local", "bge-small-en-v1.5", 384, 0.5);
    }

    /** A model of so many dimensions whose vectors nobody makes, in use. */
    UUID given(int dimensions) {
        return inUse("openai", "given-" + dimensions, dimensions, -1);
    }

    private UUID inUse(String provider, String model, int dimensions, double threshold) {
        UUID id = Ids.next();
        sql("""
                INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold, base_url, query_prefix)
                VALUES ('%1$s', '%2$s', '%4$s', '%3$s', '%4$s', %5$s, %6$s,
                        CASE '%3$s' WHEN 'openai' THEN 'https://localhost:1/v1' END,
                        CASE '%3$s' WHEN 'local' THEN 'Represent this sentence for searching relevant passages: ' ELSE '' END);
                INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%1$s', '%2$s')
                ON CONFLICT (workspace_id) DO UPDATE SET embedding_model_id = EXCLUDED.embedding_model_id;
                INSERT INTO embeddings (shard, workspace_id, chunk_id, model_id)
                SELECT shard, workspace_id, id, '%2$s' FROM chunks WHERE workspace_id = '%1$s'
                """.formatted(workspace, id, provider, model, dimensions, threshold));
        return id;
    }

    /** Makes all vectors that wait for the local model. */
    void embed() {
        Embedder embedder = search.bean(Embedders.class).of(EmbeddingModel.BGE_SMALL_EN, null);
        String waiting =
                "FROM embeddings e JOIN chunks c ON c.id = e.chunk_id WHERE e.vector IS NULL AND e.failure IS NULL";
        while (!answer("SELECT count(*) " + waiting).equals("0")) {
            String piece = answer("SELECT e.chunk_id " + waiting + " ORDER BY 1 LIMIT 1");
            String text = answer("SELECT concat_ws(E'\\n', nullif(c.title, ''), c.content) " + waiting + " AND c.id = '"
                    + piece + "'");
            float[] vector = embedder.embed(List.of(text), Purpose.DOCUMENT, Duration.ofSeconds(20))
                    .getFirst();
            sql("UPDATE embeddings SET vector = '%s' WHERE chunk_id = '%s'".formatted(Vectors.text(vector), piece));
        }
    }

    /** Gives the pieces of a row a vector. */
    void vector(UUID row, double... numbers) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers) {
            text.append(text.isEmpty() ? "" : ",").append(number);
        }
        sql(
                "UPDATE embeddings SET vector = l2_normalize('[%s]'::vector)::halfvec WHERE chunk_id IN (SELECT id FROM chunks WHERE '%s' IN (row_id, parent_id))"
                        .formatted(text, row));
    }

    private String answer(String query) {
        return search.answer(query);
    }

    private void sql(String statement) {
        search.database().asOwner(statement);
    }
}
