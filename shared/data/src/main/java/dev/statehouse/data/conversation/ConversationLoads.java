package dev.statehouse.data.conversation;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Adds conversations with all that was said in them. Thread-safe. */
@Singleton
public class ConversationLoads {

    private static final String CONVERSATIONS = """
            INSERT INTO conversations (workspace_id, id, title, project_id, owner_id, visibility, context, encoding,
                                       last_seq, message_count, token_count)
            SELECT (SELECT current_workspace()), n.id, coalesce(n.title, ''), n."projectId", (SELECT current_person()),
                   coalesce(n.visibility, 'private'), coalesce(n.context, '{}'), coalesce(n.encoding, 'o200k_base'),
                   cardinality(n."tokenCounts"), cardinality(n."tokenCounts"),
                   (SELECT coalesce(sum(t), 0) FROM unnest(n."tokenCounts") t)
            FROM jsonb_to_recordset(CAST(? AS jsonb))
                AS n (id uuid, title text, "projectId" uuid, visibility text, context jsonb, encoding text, "tokenCounts" integer[])
            ORDER BY n.id
            RETURNING id""";

    // Ids of version 7, of the time of their conversation's.
    private static final String MESSAGES = """
            INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, metadata, token_count, pinned, since_change)
            SELECT (SELECT current_workspace()), CAST(left(CAST(n.id AS text), 15) || right(CAST(gen_random_uuid() AS text), 21) AS uuid),
                   n.id, m.place, m.role, m.content, coalesce(m.metadata, '{}'), n."tokenCounts"[m.place], coalesce(m.pinned, false), 0
            FROM jsonb_to_recordset(CAST(? AS jsonb)) AS n (id uuid, messages jsonb, "tokenCounts" integer[])
            CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(coalesce(n.messages, '[]'))
                AS (role text, content text, metadata jsonb, pinned boolean))
                WITH ORDINALITY AS m (role, content, metadata, pinned, place)
            ORDER BY n.id, m.place""";

    private final JdbcOperations jdbc;

    ConversationLoads(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds them, in two statements of a transaction: the bound person owns them, and messages are numbered from 1.
     *
     * @param rows JSON array of objects {@code {"id", "title", "projectId", "visibility", "context", "encoding", "messages",
     *     "tokenCounts"}}, the last as many as there are messages {@code {"role", "content", "metadata", "pinned"}}
     * @return ids of the conversations
     */
    public List<UUID> insertAll(String rows) {
        List<UUID> made = new Sql("").add(CONVERSATIONS, rows).list(jdbc, row -> row.getObject(1, UUID.class));
        new Sql("").add(MESSAGES, rows).update(jdbc);
        return made;
    }
}
