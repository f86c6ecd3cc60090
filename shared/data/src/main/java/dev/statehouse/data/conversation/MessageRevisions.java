package dev.statehouse.data.conversation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What messages were before, written by {@link Messages}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface MessageRevisions extends GenericRepository<MessageRevision, UUID> {

    /**
     * Newest first.
     *
     * @param before number of the last row of the page before; null for the first page
     */
    @Query("SELECT " + MessageRevision.COLUMNS + """

            FROM message_revisions
            WHERE conversation_id = :conversationId AND seq = :seq
              AND (CAST(:before AS integer) IS NULL OR number < CAST(:before AS integer))
            ORDER BY number DESC
            LIMIT :rows
            """)
    List<MessageRevision> list(UUID conversationId, int seq, @Nullable Integer before, int rows);
}
