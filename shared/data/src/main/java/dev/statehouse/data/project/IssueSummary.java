package dev.statehouse.data.project;

import dev.statehouse.data.Columns;
import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An issue without its body. */
@Introspected
public record IssueSummary(
        UUID id,
        int number,
        String title,
        List<String> labels,
        String state,
        @Nullable String externalUrl,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, number, title, labels, state, external_url, revision, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static IssueSummary read(ResultSet row) throws SQLException {
        return new IssueSummary(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                Columns.texts(row, 4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                Columns.instant(row, 8),
                Columns.instant(row, 9));
    }
}
