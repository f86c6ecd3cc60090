package dev.statehouse.data.conversation;

import dev.statehouse.data.Columns;
import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Adds messages to the conversations that the bound workspace and person may see. Thread-safe. */
@Singleton
public class MessageAppends {

    private static final String APPEND = """
            WITH given AS MATERIALIZED (
                SELECT n.*
                FROM ROWS FROM (jsonb_to_recordset(CAST(? AS jsonb))
                    AS (id uuid, role text, content text, metadata jsonb, "tokenCount" integer, pinned boolean))
                    WITH ORDINALITY AS n (id, role, content, metadata, token_count, pinned, place)
            ), total AS MATERIALIZED (
                SELECT CAST(count(*) AS integer) AS messages, sum(g.token_count) AS tokens FROM given g
            ), conversation AS (
                UPDATE conversations c
                SET last_seq = c.last_seq + t.messages,
                    message_count = c.message_count + t.messages,
                    token_count = c.token_count + t.tokens,
                    revision = c.revision + 1,
                    updated_at = now()
                FROM total t
                WHERE c.id = ? AND c.deleted_at IS NULL AND t.messages > 0
                RETURNING c.workspace_id, c.id, c.last_change, c.last_seq - t.messages AS used
            )
            INSERT INTO messages AS m (workspace_id, id, conversation_id, seq, role, content, metadata, token_count, pinned,
                                       since_change)
            SELECT c.workspace_id, g.id, c.id, c.used + g.place, g.role, g.content, coalesce(g.metadata, '{}'), g.token_count,
                   coalesce(g.pinned, false), c.last_change
            FROM conversation c
            CROSS JOIN given g
            ORDER BY g.place
            RETURNING m.id, m.seq, m.token_count, m.created_at""";

    private final JdbcOperations jdbc;

    MessageAppends(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds messages under the next numbers, in their order. The conversation's row is locked by its own update, so writers queue
     * and numbers have no gap.
     *
     * @param rows JSON array of objects {@code {"id", "role", "content", "metadata", "tokenCount", "pinned"}}
     * @return what came of them, in their order; nothing if there are none, or no such active conversation
     */
    public List<WrittenMessage> append(UUID conversationId, String rows) {
        return new Sql("").add(APPEND, rows, conversationId).list(jdbc, MessageAppends::read);
    }

    private static WrittenMessage read(ResultSet row) throws SQLException {
        return new WrittenMessage(row.getObject(1, UUID.class), row.getInt(2), row.getInt(3), Columns.instant(row, 4));
    }
}
