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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an identity did, where and when.
 *
 * @param endDate its last day, never before {@code startDate}; null while it lasts
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is there
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("experiences")
public record Experience(
        @Id UUID id,
        UUID identityId,
        String organisation,
        String title,
        String description,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, identity_id, organisation, title, description, start_date, end_date, tags, revision,"
                    + " deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static Experience read(ResultSet row) throws SQLException {
        return new Experience(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, LocalDate.class),
                row.getObject(7, LocalDate.class),
                Columns.texts(row, 8),
                row.getInt(9),
                Columns.instantOrNull(row, 10),
                Columns.instant(row, 11),
                Columns.instant(row, 12),
                null);
    }

    /** Whether the experience is there; a deleted one can be restored. */
    @JsonProperty("isActive")
    public boolean active() {
        return deletedAt == null;
    }
}
