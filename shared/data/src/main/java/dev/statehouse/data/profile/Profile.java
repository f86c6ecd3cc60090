package dev.statehouse.data.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mask of an identity, as it is kept; {@link Mask} is what it shows.
 *
 * @param slug unique in the workspace, among what other profiles' slugs were too
 * @param switchedOn whether it is found by its slugs; false of a deleted one
 * @param maskSettings a JSON object: ids of {@code experiences} and {@code skills} in the order in which they are shown, and
 *     anything else
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is there
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("profiles")
public record Profile(
        @Id UUID id,
        UUID identityId,
        String slug,
        String headline,
        String summary,

        @JsonProperty("isActive") @MappedProperty("is_active")
        boolean switchedOn,

        Json maskSettings,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, identity_id, slug, headline, summary, is_active AND deleted_at IS NULL AS is_active,"
                    + " mask_settings, revision, deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static Profile read(ResultSet row) throws SQLException {
        return new Profile(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                new Json(row.getString(7)),
                row.getInt(8),
                Columns.instantOrNull(row, 9),
                Columns.instant(row, 10),
                Columns.instant(row, 11),
                null);
    }
}
