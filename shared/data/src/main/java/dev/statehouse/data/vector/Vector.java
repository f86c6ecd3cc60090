package dev.statehouse.data.vector;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of content with a vector of its own.
 *
 * @param modelId the embedding model that the vector is of; null once that is gone
 * @param conversationId what it is of; null if it is of none
 * @param messageId of that conversation; null if it is of none
 * @param projectId its conversation's if it has one
 * @param ownerId its conversation's if it has one; else who made it, null if a key that acts for nobody did
 * @param visibility {@code private}: its owner's alone; or {@code workspace}; its conversation's if it has one
 * @param content in one piece, however long
 * @param metadata any JSON object
 * @param embedding {@code ready}, {@code pending} or {@code failed: } and why; null if it has no vector and will have none
 * @param revision moves with every change, of its numbers too; the ETag
 * @param deletedAt when it was deleted; null while it is there
 * @param numbers of its vector, if they were asked for and are there: each as a number of two bytes (IEEE 754 binary16) holds it, three
 *     digits of those that were given, and of length one where the model's vectors are
 */
@Introspected
@MappedEntity("vectors")
public record Vector(
        @Id UUID id,
        @Nullable UUID modelId,
        @Nullable UUID conversationId,
        @Nullable UUID messageId,
        @Nullable UUID projectId,
        @Nullable UUID ownerId,
        String visibility,
        String content,
        Json metadata,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        @JsonIgnore @Nullable String embedding,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,

        @Nullable @JsonProperty("values") @JsonInclude(JsonInclude.Include.NON_NULL)
        Json numbers) {

    /** But for the numbers, which are last. */
    static final String COLUMNS = "id, model_id, conversation_id, message_id, its_project_id AS project_id,"
            + " its_owner_id AS owner_id, its_visibility AS visibility, content, metadata, tags, embedding, revision, deleted_at, created_at, updated_at";

    private static final String FAILED = "failed: ";

    /** The row under the cursor, of {@link #COLUMNS} in their order, and the numbers. */
    static Vector read(ResultSet row) throws SQLException {
        String numbers = row.getString(16);
        return new Vector(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                row.getObject(6, UUID.class),
                row.getString(7),
                row.getString(8),
                new Json(row.getString(9)),
                Columns.texts(row, 10),
                row.getString(11),
                row.getInt(12),
                Columns.instantOrNull(row, 13),
                Columns.instant(row, 14),
                Columns.instant(row, 15),
                numbers == null ? null : new Json(numbers));
    }

    /** Whether the vector is there; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }

    /** {@code ready}, {@code pending} or {@code failed}; null if it has no vector and will have none. */
    @JsonProperty
    public @Nullable String embeddingStatus() {
        return embedding != null && embedding.startsWith(FAILED) ? "failed" : embedding;
    }

    /** Why there is no vector; null unless it failed. */
    @JsonProperty
    public @Nullable String embeddingFailure() {
        return embedding != null && embedding.startsWith(FAILED) ? embedding.substring(FAILED.length()) : null;
    }
}
