package dev.statehouse.data.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.embedding.Embedded;
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
 * What an identity is able to do.
 *
 * @param level in words of the workspace's own; null if it is not said
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is there
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("skills")
public record Skill(
        @Id UUID id,
        UUID identityId,
        String name,
        String category,
        @Nullable String level,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> keywords,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, identity_id, name, category, level, keywords, revision, deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static Skill read(ResultSet row) throws SQLException {
        return new Skill(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Columns.texts(row, 6),
                row.getInt(7),
                Columns.instantOrNull(row, 8),
                Columns.instant(row, 9),
                Columns.instant(row, 10),
                null);
    }

    /** Whether the skill is there; a deleted one can be restored. */
    @JsonProperty("isActive")
    public boolean active() {
        return deletedAt == null;
    }
}
