package dev.statehouse.data.agentrun;

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
 * Work of an agent, from the moment that it is asked for until its end.
 *
 * @param projectId null for none, or for one that is gone for good; so {@code issueId} and {@code promptVersionId}
 * @param agent which agent works
 * @param status {@code queued}, {@code running}, {@code waiting}, {@code paused}, {@code succeeded}, {@code failed} or
 *     {@code cancelled}
 * @param workflowState whatever its engine keeps between two steps
 * @param error why it failed, or was cancelled
 * @param reservedMicrousd what it is expected to cost at most, in millionths of a dollar: budgets count it until the run's end
 * @param heartbeatSeconds a running run that was not heard of for so long is stale
 * @param heartbeatAt when it was last heard of; null before it started
 * @param stale whether it was not heard of for too long
 * @param startedAt null before it started
 * @param finishedAt null until its end
 * @param revision moves with every change but heartbeats; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("agent_runs")
public record AgentRun(
        @Id UUID id,
        @Nullable UUID projectId,
        @Nullable UUID issueId,
        @Nullable UUID promptVersionId,
        String name,
        String agent,
        String status,
        Json workflowState,
        @Nullable String error,
        long reservedMicrousd,
        int heartbeatSeconds,
        @Nullable Instant heartbeatAt,
        boolean stale,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String STALE =
            "(status = 'running' AND heartbeat_at < now() - make_interval(secs => heartbeat_seconds)) AS stale";

    static final String COLUMNS =
            "id, project_id, issue_id, prompt_version_id, name, agent, status, workflow_state, error,"
                    + " reserved_microusd, heartbeat_seconds, heartbeat_at, " + STALE
                    + ", started_at, finished_at, revision, deleted_at, created_at, updated_at";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static AgentRun read(ResultSet row) throws SQLException {
        return new AgentRun(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                new Json(row.getString(8)),
                row.getString(9),
                row.getLong(10),
                row.getInt(11),
                Columns.instantOrNull(row, 12),
                row.getBoolean(13),
                Columns.instantOrNull(row, 14),
                Columns.instantOrNull(row, 15),
                row.getInt(16),
                Columns.instantOrNull(row, 17),
                Columns.instant(row, 18),
                Columns.instant(row, 19));
    }

    /** Whether the run is there; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
