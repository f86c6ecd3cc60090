package dev.statehouse.data.vector;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** The conversations and messages that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface VectorPlaces extends GenericRepository<VectorPlace, UUID> {

    /** Those of these ids that are there; up to 400. */
    @Query("""
            SELECT c.id, c.id AS conversation_id, c.project_id, c.visibility
            FROM conversations c
            WHERE c.id = ANY (CAST(:conversations AS uuid[])) AND c.deleted_at IS NULL
            UNION ALL
            SELECT m.id, c.id, c.project_id, c.visibility
            FROM messages m
            JOIN conversations c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
            WHERE m.id = ANY (CAST(:messages AS uuid[])) AND m.deleted_at IS NULL AND c.deleted_at IS NULL
            ORDER BY 1
            LIMIT 400
            """)
    List<VectorPlace> find(String[] conversations, String[] messages);
}
