package dev.statehouse.data.prompt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt is called and about.
 *
 * @param slug name in paths and includes, unique in the workspace; never changes
 * @param variables of the newest version: {@code [{"name", "type", "required", "default", "description"}]}
 * @param metadata any JSON object
 * @param ownerId who made it; null if a key that acts for nobody did
 * @param visibility {@code workspace}, or {@code private}: its owner's alone
 * @param latestVersion number of the newest version; 0 before the first
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("prompt_cards")
public record PromptCard(
        @Id UUID id,
        String slug,
        String title,
        String description,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        Json variables,
        Json metadata,
        @Nullable UUID projectId,
        @Nullable UUID ownerId,
        String visibility,
        @MappedProperty("last_version") int latestVersion,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, slug, title, description, tags, variables, metadata, project_id, owner_id, visibility,"
                    + " last_version, revision, deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static PromptCard read(ResultSet row) throws SQLException {
        return new PromptCard(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Columns.texts(row, 5),
                new Json(row.getString(6)),
                new Json(row.getString(7)),
                row.getObject(8, UUID.class),
                row.getObject(9, UUID.class),
                row.getString(10),
                row.getInt(11),
                row.getInt(12),
                Columns.instantOrNull(row, 13),
                Columns.instant(row, 14),
                Columns.instant(row, 15));
    }

    /** Whether the card is in use; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
