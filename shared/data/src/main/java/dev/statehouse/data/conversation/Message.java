package dev.statehouse.data.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation.
 *
 * @param seq counts from 1 in its conversation, without gaps; never used again
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param metadata any JSON object
 * @param tokenCount by the conversation's encoding: of its content, of what its metadata has for a model, and of its frame
 * @param pinned whether it goes into every context
 * @param inherited whether it was written before the conversation was forked: it is shown as it was then, and can't be changed
 * @param revision moves with every change; the ETag
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("messages")
public record Message(
        @Id UUID id,
        int seq,
        String role,
        String content,
        Json metadata,
        int tokenCount,
        boolean pinned,
        boolean inherited,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "m.id, m.seq, m.role, m.content, m.metadata, m.token_count, m.pinned, false AS inherited, m.revision,"
                    + " m.created_at, m.updated_at";

    /** Of what the database's functions answer. */
    static final String SHOWN =
            "m.id, m.seq, m.role, m.content, m.metadata, m.token_count, m.pinned, m.inherited, m.revision,"
                    + " m.created_at, m.updated_at";

    /** The message under the cursor, of {@link #SHOWN} in their order, after so many other columns. */
    static Message read(ResultSet row, int others) throws SQLException {
        return new Message(
                row.getObject(others + 1, UUID.class),
                row.getInt(others + 2),
                row.getString(others + 3),
                row.getString(others + 4),
                new Json(row.getString(others + 5)),
                row.getInt(others + 6),
                row.getBoolean(others + 7),
                row.getBoolean(others + 8),
                row.getInt(others + 9),
                Columns.instant(row, others + 10),
                Columns.instant(row, others + 11),
                null);
    }

    /** The same, once it was asked how far its vectors are. */
    Message withEmbedding(@Nullable String asked) {
        return new Message(
                id, seq, role, content, metadata, tokenCount, pinned, inherited, revision, createdAt, updatedAt, asked);
    }
}
