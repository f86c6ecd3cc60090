package dev.statehouse.data.embedding;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of embedding models' endpoints, and no other credentials. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EmbeddingKeys extends GenericRepository<EmbeddingKey, UUID> {

    /** The key of a model of the bound workspace; null if it has none. */
    @Query("SELECT id, key_name, ciphertext FROM embedding_key(:model)")
    @Nullable
    EmbeddingKey of(UUID model);
}
