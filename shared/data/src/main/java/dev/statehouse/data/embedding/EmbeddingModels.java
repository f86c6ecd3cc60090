package dev.statehouse.data.embedding;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The embedding models of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EmbeddingModels extends GenericRepository<EmbeddingModel, UUID> {

    @Query("SELECT " + EmbeddingModel.COLUMNS + "FROM embedding_models m " + EmbeddingModel.PROGRESS + """
            WHERE m.id = :id AND m.removed_at IS NULL
            """)
    @Nullable
    EmbeddingModel find(UUID id);

    /** The one that searches use, or will; null if there is none. */
    @Query("SELECT " + EmbeddingModel.COLUMNS + "FROM embedding_models m " + EmbeddingModel.PROGRESS + """
            WHERE m.removed_at IS NULL AND p.role <> 'idle'
            ORDER BY p.role DESC
            LIMIT 1
            """)
    @Nullable
    EmbeddingModel inUse();

    /**
     * Newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + EmbeddingModel.COLUMNS + "FROM embedding_models m " + EmbeddingModel.PROGRESS + """
            WHERE m.removed_at IS NULL AND (CAST(:before AS uuid) IS NULL OR m.id < CAST(:before AS uuid))
            ORDER BY m.id DESC
            LIMIT :rows
            """)
    List<EmbeddingModel> list(@Nullable UUID before, int rows);

    @Query("""
            INSERT INTO embedding_models (
                workspace_id, id, name, provider, model, dimensions, distance, normalised, query_prefix, document_prefix, base_url, credential_id,
                threshold, index_method, hnsw_m, hnsw_ef_construction, ivfflat_lists, effort)
            VALUES (
                (SELECT current_workspace()), :id, :name, :provider, :model, :dimensions, :distance, :normalised, :queryPrefix,
                :documentPrefix, CAST(:baseUrl AS text), CAST(:credentialId AS uuid), :threshold, :indexMethod, :hnswM,
                :hnswEfConstruction, :ivfflatLists, :effort)
            RETURNING id
            """)
    List<UUID> insert(
            UUID id,
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
            int effort);

    /**
     * Changes what vectors don't depend on; null leaves as it is.
     *
     * @param expected revision that it must have; null for any
     * @return empty if there is no such model of this revision
     */
    @Query("""
            UPDATE embedding_models
            SET name = coalesce(CAST(:name AS text), name), query_prefix = coalesce(CAST(:queryPrefix AS text), query_prefix),
                credential_id = coalesce(CAST(:credentialId AS uuid), credential_id),
                threshold = coalesce(CAST(:threshold AS real), threshold), effort = coalesce(CAST(:effort AS integer), effort),
                revision = revision + 1, updated_at = now()
            WHERE id = :id AND removed_at IS NULL AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING id
            """)
    List<UUID> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String name,
            @Nullable String queryPrefix,
            @Nullable UUID credentialId,
            @Nullable Float threshold,
            @Nullable Integer effort);

    /** Hides a model until its vectors are gone; false if there is none, or if searches use it or callers brought vectors of it. */
    @Query("SELECT remove_embedding_model(:id)")
    boolean remove(UUID id);

    /**
     * Lets searches use a model as soon as all pieces have its vectors; none at once, if it is null.
     *
     * @return false if there is no such model
     */
    @Query("SELECT choose_embedding_model(CAST(:id AS uuid))")
    boolean choose(@Nullable UUID id);

    /** Lets what failed be tried again; answers how many pieces. */
    @Query("SELECT retry_embeddings(:id)")
    int retry(UUID id);
}
