package dev.statehouse.data.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes messages of the conversations that the bound workspace and person may see; {@link MessageAppends} adds them, and
 * {@link ShownMessages} reads what conversations show.
 *
 * <p>Each change keeps what was there before as a {@link MessageRevision}. It has a number, which is
 * {@link Conversations#beginChange}'s in the same transaction: by it forks know what they may show.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Messages extends GenericRepository<Message, UUID> {

    /** Keeps the row {@code old} as a revision. */
    String KEPT = """
            kept AS (
                INSERT INTO message_revisions (workspace_id, id, conversation_id, seq, message_id, number, role, content, metadata,
                                               token_count, pinned, since_change, until_change, deleted_at, written_at,
                                               message_created_at, replaced_by)
                SELECT o.workspace_id, :revisionId, o.conversation_id, o.seq, o.id, o.revision, o.role, o.content, o.metadata,
                       o.token_count, o.pinned, o.since_change, :change, o.deleted_at, o.updated_at, o.created_at,
                       (SELECT current_person())
                FROM old o
            ),
            """;

    /** One of the conversation's own messages, whoever forked it meanwhile. */
    @Query("SELECT " + Message.COLUMNS + Embedded.OF_ROW + """

            FROM messages m
            WHERE m.conversation_id = :conversationId AND m.seq = :seq AND m.deleted_at IS NULL
            """)
    @Nullable
    Message find(UUID conversationId, int seq);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param tokens of the message as it will be
     * @return the changed message, or nothing if it is not there or has another revision
     */
    @Query("""
            WITH old AS (
                SELECT m.*
                FROM messages m
                WHERE m.conversation_id = :conversationId AND m.seq = :seq AND m.deleted_at IS NULL
                  AND (CAST(:expected AS integer) IS NULL OR m.revision = CAST(:expected AS integer))
            ),
            """ + KEPT + """
            counted AS (
                UPDATE conversations c
                SET token_count = c.token_count - o.token_count + :tokens
                FROM old o
                WHERE c.workspace_id = o.workspace_id AND c.id = o.conversation_id
            )
            UPDATE messages m
            SET content = coalesce(CAST(:content AS text), m.content),
                metadata = coalesce(CAST(:metadata AS jsonb), m.metadata),
                pinned = coalesce(CAST(:pinned AS boolean), m.pinned),
                token_count = :tokens,
                since_change = :change,
                revision = m.revision + 1,
                updated_at = now()
            FROM old o
            WHERE m.workspace_id = o.workspace_id AND m.id = o.id
            RETURNING\s""" + Message.COLUMNS + Embedded.UNASKED)
    List<Message> change(
            UUID conversationId,
            int seq,
            @Nullable Integer expected,
            int change,
            UUID revisionId,
            @Nullable String content,
            @Nullable Json metadata,
            @Nullable Boolean pinned,
            int tokens);

    /** {@return the deleted message, or nothing if it is not there or has another revision} */
    @Query("""
            WITH old AS (
                SELECT m.*
                FROM messages m
                WHERE m.conversation_id = :conversationId AND m.seq = :seq AND m.deleted_at IS NULL
                  AND (CAST(:expected AS integer) IS NULL OR m.revision = CAST(:expected AS integer))
            ),
            """ + KEPT + """
            counted AS (
                UPDATE conversations c
                SET message_count = c.message_count - 1, token_count = c.token_count - o.token_count
                FROM old o
                WHERE c.workspace_id = o.workspace_id AND c.id = o.conversation_id
            )
            UPDATE messages m
            SET deleted_at = now(), since_change = :change, revision = m.revision + 1, updated_at = now()
            FROM old o
            WHERE m.workspace_id = o.workspace_id AND m.id = o.id
            RETURNING\s""" + Message.COLUMNS + Embedded.UNASKED)
    List<Message> delete(UUID conversationId, int seq, @Nullable Integer expected, int change, UUID revisionId);

    /** {@return the restored message, or nothing if there is no deleted message of this number} */
    @Query("""
            WITH old AS (
                SELECT m.*
                FROM messages m
                WHERE m.conversation_id = :conversationId AND m.seq = :seq AND m.deleted_at IS NOT NULL
            ),
            """ + KEPT + """
            counted AS (
                UPDATE conversations c
                SET message_count = c.message_count + 1, token_count = c.token_count + o.token_count
                FROM old o
                WHERE c.workspace_id = o.workspace_id AND c.id = o.conversation_id
            )
            UPDATE messages m
            SET deleted_at = NULL, since_change = :change, revision = m.revision + 1, updated_at = now()
            FROM old o
            WHERE m.workspace_id = o.workspace_id AND m.id = o.id
            RETURNING\s""" + Message.COLUMNS + Embedded.OF_NEW)
    List<Message> restore(UUID conversationId, int seq, int change, UUID revisionId);
}
