package dev.statehouse.data.knowledge;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts of the bound workspace's knowledge. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface KnowledgeTexts extends GenericRepository<KnowledgeText, UUID> {

    @Query("SELECT " + KnowledgeText.COLUMNS + """

            FROM knowledge_texts
            WHERE entry_id = :entryId AND content_version = :contentVersion
            """)
    @Nullable
    KnowledgeText find(UUID entryId, int contentVersion);

    /** The text that the pieces of an active entry are of. */
    @Query("""
            SELECT t.entry_id, t.content_version, t.content
            FROM knowledge_entries e
            JOIN knowledge_texts t ON t.entry_id = e.id AND t.content_version = e.ready_content_version
            WHERE e.id = :entryId AND e.deleted_at IS NULL
            """)
    @Nullable
    KnowledgeText ready(UUID entryId);

    @Query("""
            INSERT INTO knowledge_texts (workspace_id, entry_id, content_version, content)
            VALUES ((SELECT current_workspace()), :entryId, :contentVersion, :content)
            ON CONFLICT DO NOTHING
            """)
    void insert(UUID entryId, int contentVersion, String content);

    /** Deletes an entry's texts of other contents. */
    @Query("""
            DELETE FROM knowledge_texts
            WHERE entry_id = :entryId AND content_version <> :contentVersion
            """)
    void deleteOthers(UUID entryId, int contentVersion);
}
