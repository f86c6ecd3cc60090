package dev.statehouse.data.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, without its messages.
 *
 * @param ownerId who made it; null if a key that acts for nobody did
 * @param visibility {@code private}: its owner's alone; or {@code workspace}
 * @param context any JSON object
 * @param encoding by which the tokens of its messages are counted; never changes
 * @param parentId what it was forked from, which may be gone by now; null if it is no fork
 * @param forkedSeq messages up to this one are inherited; 0 if it is no fork
 * @param lastSeq number of the last message, shown or deleted; 0 before the first
 * @param messageCount of those that are shown, inherited ones too
 * @param tokenCount of those that are shown
 * @param summarySeq number of the last message that its summary is of; null without a summary
 * @param revision moves with every change, each new message too; the ETag
 * @param deletedAt when it was deleted; null while it is active
 * @param updatedAt moves with every message that is added or changed
 */
@Introspected
@MappedEntity("conversations")
public record Conversation(
        @Id UUID id,
        String title,
        @Nullable UUID projectId,
        @Nullable UUID ownerId,
        String visibility,
        Json context,
        String encoding,
        @Nullable UUID parentId,
        int forkedSeq,
        int lastSeq,
        int messageCount,
        long tokenCount,
        @Nullable Integer summarySeq,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, title, project_id, owner_id, visibility, context, encoding, parent_id, forked_seq, last_seq,"
                    + " message_count, token_count, summary_seq, revision, deleted_at, created_at, updated_at";

    /** How many {@link #COLUMNS} there are. */
    static final int WIDTH = 17;

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static Conversation read(ResultSet row) throws SQLException {
        return new Conversation(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                new Json(row.getString(6)),
                row.getString(7),
                row.getObject(8, UUID.class),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getLong(12),
                row.getObject(13, Integer.class),
                row.getInt(14),
                Columns.instantOrNull(row, 15),
                Columns.instant(row, 16),
                Columns.instant(row, 17));
    }

    /** Whether the conversation is there; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
