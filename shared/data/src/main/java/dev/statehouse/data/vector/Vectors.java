package dev.statehouse.data.vector;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The vectors that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Vectors extends GenericRepository<Vector, UUID> {

    /**
     * An active vector.
     *
     * @param withNumbers whether its numbers are read, too
     */
    @Query("SELECT " + Vector.COLUMNS + """
            , CASE WHEN :withNumbers THEN numbers END AS numbers
            FROM visible_vectors
            WHERE id = :id AND deleted_at IS NULL
            """)
    @Nullable
    Vector find(UUID id, boolean withNumbers);

    /** An active vector, which nobody else changes before this transaction ends. */
    @Query("SELECT id FROM vectors WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    @Nullable
    UUID hold(UUID id);

    /**
     * Adds vectors without their numbers. One of a message is of its conversation; one of a conversation has its project, owner and
     * visibility, whatever it says. Others are the bound person's.
     *
     * @param rows JSON array of objects {@code {"id", "modelId", "conversationId", "messageId", "projectId", "visibility", "content",
     *     "metadata", "tags"}}
     * @param usualModel of those that name none
     * @return their ids
     */
    @Query("""
            INSERT INTO vectors (
                workspace_id, id, model_id, conversation_id, message_id, project_id, owner_id, visibility, content, metadata, tags)
            SELECT (SELECT current_workspace()), n.id, coalesce(n."modelId", CAST(:usualModel AS uuid)), p.conversation_id, n."messageId",
                   CASE WHEN p.conversation_id IS NULL THEN n."projectId" END,
                   CASE WHEN p.conversation_id IS NULL THEN (SELECT current_person()) END,
                   CASE WHEN p.conversation_id IS NULL THEN coalesce(n.visibility, 'private') END,
                   n.content, coalesce(n.metadata, '{}'), coalesce(n.tags, '{}')
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, "modelId" uuid, "conversationId" uuid, "messageId" uuid, "projectId" uuid, visibility text, content text,
                       metadata jsonb, tags text[])
            LEFT JOIN messages m ON m.id = n."messageId"
            CROSS JOIN LATERAL (SELECT coalesce(m.conversation_id, n."conversationId") AS conversation_id) p
            RETURNING id
            """)
    List<UUID> insertAll(String rows, @Nullable UUID usualModel);

    /**
     * Keeps the numbers of vectors that are there, instead of those of before.
     *
     * @param rows JSON array of objects {@code {"id", "values"}}; those without values are left as they are
     * @return how many were kept
     */
    @Query("SELECT keep_vectors(CAST(:rows AS jsonb))")
    int keep(String rows);

    /** What came of vectors that were added, in the order of their ids here. */
    @Query("""
            SELECT v.id, v.embedding AS embedding_status, v.created_at
            FROM unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS n (id, place)
            JOIN visible_vectors v ON v.id = n.id
            ORDER BY n.place
            LIMIT 200
            """)
    List<WrittenVector> written(String[] ids);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too
     * @return the id, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE vectors
            SET content = coalesce(CAST(:content AS text), content),
                metadata = coalesce(CAST(:metadata AS jsonb), metadata),
                tags = coalesce(CAST(:tags AS text[]), tags),
                visibility = coalesce(CAST(:visibility AS text), visibility),
                project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING id
            """)
    List<UUID> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String content,
            @Nullable Json metadata,
            String @Nullable [] tags,
            @Nullable String visibility,
            boolean moves,
            @Nullable UUID projectId);

    /** {@return the id of the deleted vector, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE vectors
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING id
            """)
    List<UUID> delete(UUID id, @Nullable Integer expected);

    /** {@return the id of the restored vector, or nothing if there is no deleted one of this id} */
    @Query("""
            UPDATE vectors
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING id
            """)
    List<UUID> restore(UUID id);
}
