package dev.statehouse.data.project;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Issues of a project, newest first, which is by number. Thread-safe. */
@Singleton
public class IssueLists {

    private final JdbcOperations jdbc;

    IssueLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before number of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<IssueSummary> newest(IssueSelection which, @Nullable Integer before, int rows) {
        return new Sql("SELECT " + IssueSummary.COLUMNS + "\nFROM visible_issues\n")
                .add("WHERE workspace_id = ? AND project_id = ?", which.workspaceId(), which.projectId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND state = ?", which.state())
                .addIfPresent("\nAND labels @> CAST(? AS text[])", which.labels())
                .addIfPresent("\nAND number < ?", before)
                .add("\nORDER BY number DESC\nLIMIT ?", rows)
                .list(jdbc, IssueSummary::read);
    }
}
