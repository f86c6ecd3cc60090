package dev.statehouse.data.knowledge;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The files of the bound workspace's knowledge. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface KnowledgeUploads extends GenericRepository<KnowledgeUpload, UUID> {

    /** A file of the entry that is not about to go. */
    @Query("SELECT " + KnowledgeUpload.COLUMNS + """

            FROM knowledge_uploads
            WHERE id = :id AND entry_id = :entryId AND (expires_at IS NULL OR expires_at > now())
            """)
    @Nullable
    KnowledgeUpload find(UUID id, UUID entryId);

    /** The file that became this content of the entry; null if it came as text. */
    @Query("SELECT " + KnowledgeUpload.COLUMNS + """

            FROM knowledge_uploads
            WHERE entry_id = :entryId AND content_version = :contentVersion
            """)
    @Nullable
    KnowledgeUpload ofContent(UUID entryId, int contentVersion);

    /** Files of the entry that it has not taken, up to a limit. */
    @Query("""
            SELECT count(*)
            FROM (SELECT FROM knowledge_uploads
                  WHERE entry_id = :entryId AND content_version IS NULL AND expires_at > now()
                  LIMIT :most) AS few
            """)
    long open(UUID entryId, int most);

    @Query("""
            INSERT INTO knowledge_uploads (workspace_id, id, entry_id, content_type, bytes, sha256)
            VALUES ((SELECT current_workspace()), :id, :entryId, :contentType, :bytes, :sha256)
            RETURNING\s""" + KnowledgeUpload.COLUMNS)
    List<KnowledgeUpload> insert(UUID id, UUID entryId, String contentType, int bytes, String sha256);

    /** Makes a file the content of its entry. */
    @Query("""
            UPDATE knowledge_uploads
            SET content_version = :contentVersion, expires_at = NULL, updated_at = now()
            WHERE id = :id AND entry_id = :entryId AND (expires_at IS NULL OR expires_at > now())
            RETURNING id
            """)
    List<UUID> take(UUID id, UUID entryId, int contentVersion);

    /**
     * Lets files go that were the entry's content, and are no more. Not at once: their links may work for a while yet, and what is
     * sent to one after the file is gone would stay for ever.
     */
    @Query("""
            UPDATE knowledge_uploads
            SET expires_at = now() + interval '1 hour', updated_at = now()
            WHERE entry_id = :entryId AND content_version < :contentVersion AND expires_at IS NULL
            """)
    void release(UUID entryId, int contentVersion);
}
