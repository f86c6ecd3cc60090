package dev.statehouse.data.project;

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
 * A project.
 *
 * @param slug unique in the workspace; never changes
 * @param labels a JSON array of names, or an object of names by role
 * @param settings any JSON object
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("projects")
public record Project(
        @Id UUID id,
        String slug,
        String name,
        String description,
        Json labels,
        Json settings,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, slug, name, description, labels, settings, revision, deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static Project read(ResultSet row) throws SQLException {
        return new Project(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new Json(row.getString(5)),
                new Json(row.getString(6)),
                row.getInt(7),
                Columns.instantOrNull(row, 8),
                Columns.instant(row, 9),
                Columns.instant(row, 10));
    }

    /** Whether the project is in use; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
