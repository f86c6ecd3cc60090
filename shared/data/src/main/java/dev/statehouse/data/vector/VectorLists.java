package dev.statehouse.data.vector;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Vectors that the bound workspace and person may see, newest first. Thread-safe. */
@Singleton
public class VectorLists {

    private final JdbcOperations jdbc;

    VectorLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Vector> newest(VectorSelection which, @Nullable UUID before, int rows) {
        return newest("CAST(NULL AS text)", which, before, rows);
    }

    /** The same with their numbers. */
    public List<Vector> newestWithNumbers(VectorSelection which, @Nullable UUID before, int rows) {
        return newest("numbers", which, before, rows);
    }

    private List<Vector> newest(String numbers, VectorSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + Vector.COLUMNS + ", " + numbers + "\nFROM visible_vectors\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND conversation_id = ?", which.conversationId())
                .addIfPresent("\nAND message_id = ?", which.messageId())
                .addIfPresent("\nAND its_project_id = ?", which.projectId())
                .addIfPresent("\nAND model_id = ?", which.modelId())
                .addIfPresent("\nAND tags @> CAST(? AS text[])", which.tags())
                .addIfPresent("\nAND metadata @> CAST(? AS jsonb)", which.metadata())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows)
                .list(jdbc, Vector::read);
    }
}
