package dev.statehouse.data.search;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Pieces of the bound workspace that are not as their rows say yet. For the worker's role. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ChunkAlignments extends GenericRepository<ChunkMatch, UUID> {

    /**
     * Brings the next pieces of a row into line with it.
     *
     * @param most so many of them
     * @return whether there may be more
     */
    @Query("SELECT align_chunks(CAST(:parentId AS uuid), CAST(:most AS integer))")
    boolean next(UUID parentId, int most);
}
