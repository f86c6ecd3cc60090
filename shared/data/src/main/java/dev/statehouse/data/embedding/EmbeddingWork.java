package dev.statehouse.data.embedding;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** The vectors that the bound workspace's pieces wait for; for the worker. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EmbeddingWork extends GenericRepository<PieceToEmbed, UUID> {

    /** The next pieces, all of one model; none if nothing waits. */
    @Query("SELECT chunk_id, model_id, content FROM pieces_to_embed(:most)")
    List<PieceToEmbed> next(int most);

    /**
     * Keeps what became of pieces.
     *
     * @param vectors as PostgreSQL writes them, {@code [1,2,3]}; null where there is none
     * @param failures why there is none, shown, of at most 500 characters; null where there is one
     * @return how many of the pieces are still there
     */
    @Query("""
            SELECT keep_embeddings(:model, CAST(:chunks AS uuid[]), CAST(:vectors AS text[]), CAST(:failures AS text[]))
            """)
    int keep(UUID model, String[] chunks, String[] vectors, String[] failures);

    /** Ends the job: false if another one follows, for pieces still wait; else the workspace's next model is now its own. */
    @Query("SELECT finish_embedding()")
    boolean finish();

    /** Takes away so many of a removed model's vectors; true once they and the model are gone. */
    @Query("SELECT forget_embedding_model(:model, :most)")
    boolean forget(UUID model, int most);
}
