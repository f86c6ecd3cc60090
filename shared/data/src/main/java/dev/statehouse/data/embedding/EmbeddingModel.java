package dev.statehouse.data.embedding;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model that makes vectors of a workspace's pieces, and how far it is with them.
 *
 * @param name unique in the workspace
 * @param provider {@code local}, {@code openai}, {@code bedrock}, or {@code caller} if callers bring all of its vectors
 * @param model as its provider calls it
 * @param dimensions of its vectors, 1 to 3,072
 * @param distance {@code cosine} or {@code inner_product}
 * @param normalised whether vectors are brought to length one
 * @param queryPrefix what stands before a question
 * @param documentPrefix what stands before a piece
 * @param baseUrl of another endpoint than OpenAI's own; null for that, and for other providers
 * @param credentialId of the endpoint's key; null for none
 * @param threshold less similar pieces are no hits of a search that does not say otherwise; -1 to 1
 * @param indexMethod of large workspaces: HNSW or IVFFlat, in small letters
 * @param effort how hard the index tries: the {@code ef_search} of HNSW, the {@code probes} of IVFFlat
 * @param recall of the ten nearest pieces, the share that the index finds; null before it was measured
 * @param role {@code default} if searches use it, {@code building} if they will once all pieces have its vectors, else {@code idle}
 * @param waiting pieces that wait for its vector, of those that the caller may find; at most 10,000 are counted
 * @param failed pieces of which it could make none, counted likewise
 * @param revision moves with what a caller changes; the ETag
 */
@Introspected
@MappedEntity("embedding_models")
public record EmbeddingModel(
        @Id UUID id,
        String name,
        String provider,
        String model,
        int dimensions,
        String distance,
        boolean normalised,
        String queryPrefix,
        String documentPrefix,
        @Nullable String baseUrl,
        @Nullable UUID credentialId,
        float threshold,
        String indexMethod,
        int hnswM,
        int hnswEfConstruction,
        int ivfflatLists,
        int effort,
        @Nullable Float recall,
        @Nullable Instant recallAt,
        String role,
        long waiting,
        long failed,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = """
            m.id, m.name, m.provider, m.model, m.dimensions, m.distance, m.normalised, m.query_prefix, m.document_prefix, m.base_url,
            m.credential_id, m.threshold, m.index_method, m.hnsw_m, m.hnsw_ef_construction, m.ivfflat_lists, m.effort, m.recall,
            m.recall_at, p.role, p.waiting, p.failed, m.revision, m.created_at, m.updated_at
            """;

    static final String PROGRESS = "CROSS JOIN LATERAL embedding_progress(m.id) p\n";

    private static final String OF_CALLERS = "caller";

    /** Whether nobody makes its vectors, but callers bring them. */
    public boolean vectorsAreBrought() {
        return provider.equals(OF_CALLERS);
    }
}
