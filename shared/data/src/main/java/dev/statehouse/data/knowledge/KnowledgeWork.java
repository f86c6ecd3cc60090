package dev.statehouse.data.knowledge;

import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an entry's content, for the worker: deleted entries too, since those can be restored. In each, what was to be made
 * at another time than {@code version} changes nothing.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface KnowledgeWork extends GenericRepository<KnowledgeEntry, UUID> {

    @Query("SELECT " + KnowledgeEntry.COLUMNS + Embedded.UNASKED + " FROM knowledge_entries WHERE id = :id")
    @Nullable
    KnowledgeEntry find(UUID id);

    @Query("""
            UPDATE knowledge_entries
            SET state = 'processing', revision = revision + 1, updated_at = now()
            WHERE id = :id AND pieces_version = :version AND state = 'waiting'
            """)
    int begin(UUID id, int version);

    @Query("""
            UPDATE knowledge_entries
            SET state = 'ready', failure = NULL, ready_content_version = content_version, ready_pieces_version = pieces_version,
                piece_count = :pieces, ready_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND pieces_version = :version AND state <> 'ready'
            RETURNING\s""" + KnowledgeEntry.COLUMNS + Embedded.UNASKED)
    List<KnowledgeEntry> finish(UUID id, int version, int pieces);

    /**
     * Ends the work without pieces.
     *
     * @param failure why, and what can be done; it is shown
     */
    @Query("""
            UPDATE knowledge_entries
            SET state = 'failed', failure = :failure, revision = revision + 1, updated_at = now()
            WHERE id = :id AND pieces_version = :version AND state IN ('waiting', 'processing')
            """)
    int fail(UUID id, int version, String failure);
}
