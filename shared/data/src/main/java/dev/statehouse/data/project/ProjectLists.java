package dev.statehouse.data.project;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects of the bound workspace, newest first. Thread-safe. */
@Singleton
public class ProjectLists {

    private final JdbcOperations jdbc;

    ProjectLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Project> newest(ProjectSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + Project.COLUMNS + "\nFROM visible_projects\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND labels @> CAST(? AS jsonb)", which.labels())
                .addIfPresent("\nAND settings @> CAST(? AS jsonb)", which.settings())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows)
                .list(jdbc, Project::read);
    }
}
