package dev.statehouse.data.conversation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conversations that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Conversations extends GenericRepository<Conversation, UUID> {

    /** An active conversation. */
    @Query("SELECT " + Conversation.COLUMNS + " FROM conversations WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    Conversation find(UUID id);

    @Query("""
            INSERT INTO conversations (workspace_id, id, title, project_id, owner_id, visibility, context, encoding)
            VALUES ((SELECT current_workspace()), :id, :title, CAST(:projectId AS uuid), (SELECT current_person()),
                    :visibility, CAST(:context AS jsonb), :encoding)
            RETURNING\s""" + Conversation.COLUMNS)
    List<Conversation> insert(
            UUID id, String title, @Nullable UUID projectId, String visibility, Json context, String encoding);

    /**
     * Forks a conversation at one of its messages; no message is copied.
     *
     * @param id of the fork, whose owner is the bound person
     * @param title null for the parent's
     * @param visibility null for {@code private}
     * @param context null for the parent's
     * @return {@code forked}; {@code message} if there is no such message; {@code depth} if too many forks lie one behind the
     *     other; null if there is no such conversation
     */
    @Query("""
            SELECT fork_conversation(:id, :parentId, CAST(:seq AS integer), CAST(:title AS text),
                                     CAST(:visibility AS text), CAST(:context AS jsonb))
            """)
    @Nullable
    String fork(
            UUID id,
            UUID parentId,
            int seq,
            @Nullable String title,
            @Nullable String visibility,
            @Nullable Json context);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too
     * @return the changed conversation, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE conversations
            SET title = coalesce(CAST(:title AS text), title),
                visibility = coalesce(CAST(:visibility AS text), visibility),
                context = coalesce(CAST(:context AS jsonb), context),
                project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Conversation.COLUMNS)
    List<Conversation> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String title,
            @Nullable String visibility,
            @Nullable Json context,
            boolean moves,
            @Nullable UUID projectId);

    /**
     * Sets what stands in a context for messages that don't fit.
     *
     * @param expected revision that the caller read; null for any
     * @param content null takes the summary away, and then {@code seq} and {@code tokens} are null too
     * @param seq number of the last message that it is of
     * @return the changed conversation, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE conversations
            SET summary = CAST(:content AS text),
                summary_seq = CAST(:seq AS integer),
                summary_token_count = CAST(:tokens AS integer),
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Conversation.COLUMNS)
    List<Conversation> summarize(
            UUID id,
            @Nullable Integer expected,
            @Nullable String content,
            @Nullable Integer seq,
            @Nullable Integer tokens);

    /**
     * Counts a change of a message, and holds the conversation until the transaction ends: its messages change one after the
     * other.
     *
     * @return the count, or nothing if there is no such active conversation
     */
    @Query("""
            UPDATE conversations
            SET last_change = last_change + 1, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
            RETURNING last_change
            """)
    List<Integer> beginChange(UUID id);

    /** {@return the deleted conversation, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE conversations
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Conversation.COLUMNS)
    List<Conversation> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored conversation, or nothing if there is no deleted conversation of this id} */
    @Query("""
            UPDATE conversations
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + Conversation.COLUMNS)
    List<Conversation> restore(UUID id);
}
