package dev.statehouse.data.knowledge;

import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The knowledge of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface KnowledgeEntries extends GenericRepository<KnowledgeEntry, UUID> {

    /** An active entry. */
    @Query("SELECT " + KnowledgeEntry.COLUMNS + KnowledgeEntry.EMBEDDING
            + " FROM knowledge_entries WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    KnowledgeEntry find(UUID id);

    /** An active entry, which nobody else changes before this transaction ends. */
    @Query("SELECT " + KnowledgeEntry.COLUMNS + Embedded.UNASKED
            + " FROM knowledge_entries WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    @Nullable
    KnowledgeEntry hold(UUID id);

    /**
     * Adds an entry.
     *
     * @param version 1 if it comes with content, else 0
     */
    @Query("""
            INSERT INTO knowledge_entries
                (workspace_id, id, project_id, title, source_type, source_url, metadata, tags, language, piece_tokens,
                 piece_overlap, content_version, pieces_version)
            VALUES ((SELECT current_workspace()), :id, CAST(:projectId AS uuid), :title, :sourceType, CAST(:sourceUrl AS text),
                    CAST(:metadata AS jsonb), CAST(:tags AS text[]), CAST(:language AS text), :pieceTokens, :pieceOverlap,
                    :version, :version)
            RETURNING\s""" + KnowledgeEntry.COLUMNS + KnowledgeEntry.EMBEDDING)
    List<KnowledgeEntry> insert(
            UUID id,
            @Nullable UUID projectId,
            String title,
            String sourceType,
            @Nullable String sourceUrl,
            Json metadata,
            String[] tags,
            @Nullable String language,
            int pieceTokens,
            int pieceOverlap,
            int version);

    /**
     * Adds entries and the texts of those that have one.
     *
     * @param rows JSON array of objects with the fields of an entry
     * @param pieceTokens of those that say nothing, and so {@code pieceOverlap}
     * @return their ids
     */
    @Query("""
            WITH given AS MATERIALIZED (
                SELECT *
                FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                     AS n (id uuid, "projectId" uuid, title text, "sourceType" text, "sourceUrl" text, metadata jsonb, tags text[],
                           language text, "pieceTokens" integer, "pieceOverlap" integer, content text)
            ), texts AS (
                INSERT INTO knowledge_texts (workspace_id, entry_id, content_version, content)
                SELECT (SELECT current_workspace()), n.id, 1, n.content
                FROM given n
                WHERE n.content IS NOT NULL
            )
            INSERT INTO knowledge_entries
                (workspace_id, id, project_id, title, source_type, source_url, metadata, tags, language, piece_tokens,
                 piece_overlap, content_version, pieces_version)
            SELECT (SELECT current_workspace()), n.id, n."projectId", n.title, n."sourceType", n."sourceUrl",
                   coalesce(n.metadata, '{}'), coalesce(n.tags, '{}'), n.language, coalesce(n."pieceTokens", :pieceTokens),
                   coalesce(n."pieceOverlap", least(:pieceOverlap, coalesce(n."pieceTokens", :pieceTokens) / 2)),
                   CASE WHEN n.content IS NULL THEN 0 ELSE 1 END, CASE WHEN n.content IS NULL THEN 0 ELSE 1 END
            FROM given n
            RETURNING id
            """)
    List<UUID> insertAll(String rows, int pieceTokens, int pieceOverlap);

    /** Those of these ids that have content. */
    @Query(
            "SELECT id FROM knowledge_entries WHERE id = ANY (CAST(:ids AS uuid[])) AND content_version > 0 ORDER BY id LIMIT 1000")
    List<UUID> withContent(String[] ids);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too; likewise the other two
     * @return the changed entry, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE knowledge_entries
            SET project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                title = coalesce(CAST(:title AS text), title),
                source_type = coalesce(CAST(:sourceType AS text), source_type),
                source_url = CASE WHEN :setsUrl THEN CAST(:sourceUrl AS text) ELSE source_url END,
                metadata = coalesce(CAST(:metadata AS jsonb), metadata),
                tags = coalesce(CAST(:tags AS text[]), tags),
                language = CASE WHEN :setsLanguage THEN CAST(:language AS text) ELSE language END,
                piece_tokens = coalesce(CAST(:pieceTokens AS integer), piece_tokens),
                piece_overlap = coalesce(CAST(:pieceOverlap AS integer), piece_overlap),
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + KnowledgeEntry.COLUMNS + Embedded.UNASKED)
    List<KnowledgeEntry> change(
            UUID id,
            @Nullable Integer expected,
            boolean moves,
            @Nullable UUID projectId,
            @Nullable String title,
            @Nullable String sourceType,
            boolean setsUrl,
            @Nullable String sourceUrl,
            @Nullable Json metadata,
            String @Nullable [] tags,
            boolean setsLanguage,
            @Nullable String language,
            @Nullable Integer pieceTokens,
            @Nullable Integer pieceOverlap);

    /**
     * Has the pieces of an active entry made anew, in the transaction that enqueues the job.
     *
     * @param contents 1 if it got other content, 0 if its pieces alone are to be others
     * @return the entry, which waits
     */
    @Query("""
            UPDATE knowledge_entries
            SET content_version = content_version + :contents,
                pieces_version = pieces_version + 1,
                state = 'waiting',
                failure = NULL,
                ready_at = NULL,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
            RETURNING\s""" + KnowledgeEntry.COLUMNS + Embedded.UNASKED)
    List<KnowledgeEntry> remake(UUID id, int contents);

    /** {@return the deleted entry, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE knowledge_entries
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + KnowledgeEntry.COLUMNS + Embedded.UNASKED)
    List<KnowledgeEntry> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored entry, or nothing if there is no deleted entry of this id} */
    @Query("""
            UPDATE knowledge_entries
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + KnowledgeEntry.COLUMNS + KnowledgeEntry.EMBEDDING)
    List<KnowledgeEntry> restore(UUID id);
}
