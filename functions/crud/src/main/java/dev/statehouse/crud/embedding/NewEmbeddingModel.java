package dev.statehouse.crud.embedding;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model to be registered.
 *
 * @param provider {@code local}, {@code openai} (or whoever speaks its language), {@code bedrock}; or {@code caller} for one that nobody
 *     here runs: callers bring its vectors, and search by vectors
 * @param model as its provider calls it; its provider's first if absent, the name for {@code caller}
 * @param name unique in the workspace; the model's if absent
 * @param dimensions of its vectors; those that are known of the model if absent
 * @param distance {@code cosine} (the default) or {@code inner_product}; for {@code caller} alone
 * @param normalised whether vectors are brought to length one, as they are unless it is false; for {@code caller} alone, and false with
 *     {@code inner_product} alone
 * @param queryPrefix what stands before a question; the one that is known of the model if absent
 * @param documentPrefix what stands before a piece; nothing if absent
 * @param baseUrl of another endpoint than OpenAI's own, without {@code /embeddings}; for {@code openai} alone
 * @param credentialId of the workspace's credential that is the endpoint's key; OpenAI's own wants one
 * @param threshold less similar pieces are no hits; 0.7 for 1,536 dimensions and 0.5 for others if absent
 * @param indexMethod of large workspaces: HNSW (the default) or IVFFlat, in small letters
 * @param effort how hard the index tries: the {@code ef_search} of HNSW, the {@code probes} of IVFFlat; 200 and 20 if absent
 */
@Introspected
record NewEmbeddingModel(
        @NotNull @Pattern(regexp = "local|openai|bedrock|caller", message = "must be local, openai, bedrock or caller")
        String provider,

        @Nullable @Size(min = 1, max = 200) String model,

        @Nullable @Size(max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Min(1) @Max(3072) Integer dimensions,

        @Nullable @Pattern(regexp = "cosine|inner_product", message = "must be cosine or inner_product")
        String distance,

        @Nullable Boolean normalised,
        @Nullable @Size(max = 500) String queryPrefix,
        @Nullable @Size(max = 500) String documentPrefix,

        @Nullable @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https URL")
        String baseUrl,

        @Nullable UUID credentialId,
        @Nullable @DecimalMin("-1") @DecimalMax("1") Float threshold,

        @Nullable @Pattern(regexp = "hnsw|ivfflat", message = "must be hnsw or ivfflat")
        String indexMethod,

        @Nullable @Min(2) @Max(100) Integer hnswM,
        @Nullable @Min(4) @Max(1000) Integer hnswEfConstruction,
        @Nullable @Min(1) @Max(32768) Integer ivfflatLists,
        @Nullable @Min(1) @Max(1000) Integer effort) {}
