package dev.statehouse.data.agentrun;

import dev.statehouse.data.Columns;
import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run without its workflow's state and its error. */
@Introspected
public record AgentRunSummary(
        UUID id,
        @Nullable UUID projectId,
        @Nullable UUID issueId,
        @Nullable UUID promptVersionId,
        String name,
        String agent,
        String status,
        @Nullable Instant heartbeatAt,
        boolean stale,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, project_id, issue_id, prompt_version_id, name, agent, status, heartbeat_at, "
            + AgentRun.STALE + ", started_at, finished_at, revision, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static AgentRunSummary read(ResultSet row) throws SQLException {
        return new AgentRunSummary(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Columns.instantOrNull(row, 8),
                row.getBoolean(9),
                Columns.instantOrNull(row, 10),
                Columns.instantOrNull(row, 11),
                row.getInt(12),
                Columns.instant(row, 13),
                Columns.instant(row, 14));
    }
}
