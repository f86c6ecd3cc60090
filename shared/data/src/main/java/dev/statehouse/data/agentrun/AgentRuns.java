package dev.statehouse.data.agentrun;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs of the bound workspace. The database refuses moves of their status that are not legal. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AgentRuns extends GenericRepository<AgentRun, UUID> {

    /** An active run. */
    @Query("SELECT " + AgentRun.COLUMNS + " FROM agent_runs WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    AgentRun find(UUID id);

    /** Looks up what a run is to refer to, under the policies that hold for the caller. */
    @Query("""
            SELECT CAST(:projectId AS uuid) IS NULL OR p.id IS NOT NULL AS project_found,
                   CAST(:issueId AS uuid) IS NULL
                       OR (i.id IS NOT NULL AND (CAST(:projectId AS uuid) IS NULL OR i.project_id = CAST(:projectId AS uuid)))
                       AS issue_found,
                   CAST(:promptVersionId AS uuid) IS NULL OR v.id IS NOT NULL AS prompt_version_found,
                   coalesce(p.id, i.project_id) AS project_id
            FROM (SELECT) AS one
            LEFT JOIN projects p ON p.id = CAST(:projectId AS uuid) AND p.deleted_at IS NULL
            LEFT JOIN issues i ON i.id = CAST(:issueId AS uuid) AND i.deleted_at IS NULL
                AND EXISTS (SELECT FROM projects o WHERE o.id = i.project_id AND o.deleted_at IS NULL)
            LEFT JOIN prompt_versions v ON v.id = CAST(:promptVersionId AS uuid)
            """)
    RunReferences references(@Nullable UUID projectId, @Nullable UUID issueId, @Nullable UUID promptVersionId);

    /** A queued run. */
    @Query("""
            INSERT INTO agent_runs (workspace_id, id, project_id, issue_id, prompt_version_id, name, agent, workflow_state,
                                    reserved_microusd, heartbeat_seconds)
            VALUES ((SELECT current_workspace()), :id, CAST(:projectId AS uuid), CAST(:issueId AS uuid),
                    CAST(:promptVersionId AS uuid), :name, :agent, CAST(:workflowState AS jsonb), :reservedMicrousd,
                    :heartbeatSeconds)
            RETURNING\s""" + AgentRun.COLUMNS)
    List<AgentRun> insert(
            UUID id,
            @Nullable UUID projectId,
            @Nullable UUID issueId,
            @Nullable UUID promptVersionId,
            String name,
            String agent,
            Json workflowState,
            long reservedMicrousd,
            int heartbeatSeconds);

    /**
     * Runs that are over, done elsewhere.
     *
     * @param rows JSON array of objects {@code {"id", "projectId", "issueId", "promptVersionId", "name", "agent", "status",
     *     "workflowState", "error", "heartbeatSeconds", "startedAt", "finishedAt"}}
     * @return their ids
     */
    @Query("""
            INSERT INTO agent_runs (workspace_id, id, project_id, issue_id, prompt_version_id, name, agent, status, workflow_state,
                                    error, heartbeat_seconds, started_at, finished_at)
            SELECT (SELECT current_workspace()), n.id,
                   coalesce(n."projectId", (SELECT i.project_id FROM issues i WHERE i.id = n."issueId")), n."issueId",
                   n."promptVersionId", n.name, n.agent, n.status, coalesce(n."workflowState", '{}'), n.error,
                   coalesce(n."heartbeatSeconds", 300), n."startedAt", n."finishedAt"
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                AS n (id uuid, "projectId" uuid, "issueId" uuid, "promptVersionId" uuid, name text, agent text, status text,
                      "workflowState" jsonb, error text, "heartbeatSeconds" integer, "startedAt" timestamptz, "finishedAt" timestamptz)
            ORDER BY n.id
            RETURNING id
            """)
    List<UUID> insertFinished(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code error} is to be set, to null too
     * @return the changed run, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE agent_runs
            SET name = coalesce(CAST(:name AS text), name),
                status = coalesce(CAST(:status AS text), status),
                workflow_state = coalesce(CAST(:workflowState AS jsonb), workflow_state),
                error = CASE WHEN :moves THEN CAST(:error AS text) ELSE error END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + AgentRun.COLUMNS)
    List<AgentRun> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String name,
            @Nullable String status,
            @Nullable Json workflowState,
            boolean moves,
            @Nullable String error);

    /** {@return the run that was heard of, or nothing if it is not there, has not started or is finished} */
    @Query("""
            UPDATE agent_runs
            SET heartbeat_at = now()
            WHERE id = :id AND deleted_at IS NULL AND status IN ('running', 'waiting', 'paused')
            RETURNING\s""" + AgentRun.COLUMNS)
    List<AgentRun> beat(UUID id);

    /** {@return the deleted run, or nothing if it is not there, is not finished or has another revision} */
    @Query("""
            UPDATE agent_runs
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL AND finished_at IS NOT NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + AgentRun.COLUMNS)
    List<AgentRun> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored run, or nothing if there is no deleted run of this id} */
    @Query("""
            UPDATE agent_runs
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + AgentRun.COLUMNS)
    List<AgentRun> restore(UUID id);
}
