package dev.statehouse.data.agentrun;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs of agents, newest first. Thread-safe. */
@Singleton
public class AgentRunLists {

    private final JdbcOperations jdbc;

    AgentRunLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<AgentRunSummary> newest(AgentRunSelection which, @Nullable UUID before, int rows) {
        return page(AgentRunSummary.COLUMNS, which, before, rows).list(jdbc, AgentRunSummary::read);
    }

    /** The same, with all that a run has. */
    public List<AgentRun> whole(AgentRunSelection which, @Nullable UUID before, int rows) {
        return page(AgentRun.COLUMNS, which, before, rows).list(jdbc, AgentRun::read);
    }

    private static Sql page(String columns, AgentRunSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + columns + "\nFROM agent_runs\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND status = ?", which.status())
                .addIfPresent("\nAND project_id = ?", which.projectId())
                .addIfPresent("\nAND issue_id = ?", which.issueId())
                .addIfPresent("\nAND prompt_version_id = ?", which.promptVersionId())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows);
    }
}
