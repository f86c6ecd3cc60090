package dev.statehouse.data.agentrun;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs of the bound workspace say. Thread-safe. */
@Singleton
public class AgentRunLogs {

    /** In the order of ids, so that batches with the same lines can't wait for each other. */
    private static final String INSERT = """
            WITH run AS MATERIALIZED (
                SELECT workspace_id, id
                FROM agent_runs
                WHERE id = ? AND deleted_at IS NULL
            ), stored AS (
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message, data)
                SELECT r.workspace_id, r.id, n.id, n.level, n.message, n.data
                FROM run r
                CROSS JOIN unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS jsonb[]))
                    AS n (id, level, message, data)
                ORDER BY n.id
                ON CONFLICT DO NOTHING
                RETURNING id
            )
            SELECT EXISTS (SELECT FROM run), (SELECT count(*) FROM stored),
                   CASE WHEN (SELECT count(*) FROM stored) < CAST(? AS integer) THEN ARRAY(SELECT CAST(id AS text) FROM stored) END
            """;

    private final JdbcOperations jdbc;

    AgentRunLogs(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes lines by one statement; those whose id the run has already stay as they are.
     *
     * @return null if there is no such active run
     */
    public @Nullable StoredRows insert(UUID runId, NewLogLines lines) {
        return jdbc.prepareStatement(INSERT, statement -> {
            statement.setObject(1, runId);
            statement.setObject(2, lines.ids());
            statement.setObject(3, lines.levels());
            statement.setObject(4, lines.messages());
            statement.setObject(5, lines.data());
            statement.setInt(6, lines.ids().length);
            try (ResultSet answer = statement.executeQuery()) {
                return StoredRows.read(answer, lines.ids());
            }
        });
    }

    /**
     * A page of a run's lines, whether the run is active or not.
     *
     * @param levels null for any
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<AgentRunLog> list(LineRange range, String @Nullable [] levels, int rows) {
        return range.where(new Sql("SELECT " + AgentRunLog.COLUMNS + "\nFROM agent_run_logs\n"))
                .addIfPresent("\nAND level = ANY (CAST(? AS text[]))", levels)
                .add("\nORDER BY id" + (range.oldestFirst() ? "" : " DESC") + "\nLIMIT ?", rows)
                .list(jdbc, AgentRunLog::read);
    }
}
