package dev.statehouse.data.vector;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The models that vectors of the bound workspace may be of. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface VectorModels extends GenericRepository<VectorModel, UUID> {

    /**
     * A model, which nobody removes before this transaction ends.
     *
     * @param id null for the one that searches use, or will
     * @return null if there is none
     */
    @Query("SELECT id, name, dimensions, normalised, makes_vectors FROM model_of_vectors(CAST(:id AS uuid))")
    @Nullable
    VectorModel hold(@Nullable UUID id);
}
