package dev.statehouse.data.agentrun;

import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line that a run said.
 *
 * @param id chosen by its writer, a UUIDv7
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param data any JSON object; null for none
 * @param createdAt when it was stored; when it was said is in its id
 */
@Introspected
public record AgentRunLog(
        UUID id, String level, String message, @Nullable Json data, Instant createdAt) {

    static final String COLUMNS = "id, level, message, data, created_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static AgentRunLog read(ResultSet row) throws SQLException {
        String data = row.getString(4);
        return new AgentRunLog(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                data == null ? null : new Json(data),
                Columns.instant(row, 5));
    }
}
