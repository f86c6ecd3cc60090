package dev.statehouse.data.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a profile shows of its identity.
 *
 * @param switchedOn whether it is found by its slugs
 * @param maskSettings as they were written; what has been deleted since is named there still
 * @param experiences JSON array of what the mask names and is there, in its order
 * @param skills likewise
 * @param revision of the profile; the beginning of the ETag
 * @param embedding how far the vectors of the profile's text are; null if there are to be none
 */
@Introspected
public record Mask(
        UUID id,
        Bearer identity,
        String slug,
        String headline,
        String summary,
        @JsonProperty("isActive") boolean switchedOn,
        Json maskSettings,
        Json experiences,
        Json skills,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    /** Who wears the mask. */
    @Introspected
    public record Bearer(UUID id, String name) {}

    /** The row under the cursor, in the order of {@link Masks}. */
    static Mask read(ResultSet row) throws SQLException {
        return new Mask(
                row.getObject(1, UUID.class),
                new Bearer(row.getObject(2, UUID.class), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7),
                new Json(row.getString(8)),
                new Json(row.getString(9)),
                new Json(row.getString(10)),
                row.getInt(11),
                Columns.instant(row, 12),
                Columns.instant(row, 13),
                row.getString(14));
    }
}
