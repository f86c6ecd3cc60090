package dev.statehouse.data.knowledge;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knowledge of the bound workspace, newest first. Thread-safe. */
@Singleton
public class KnowledgeEntryLists {

    private final JdbcOperations jdbc;

    KnowledgeEntryLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of it, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<KnowledgeEntry> newest(KnowledgeSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + KnowledgeEntry.COLUMNS + "\nFROM visible_knowledge_entries\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND project_id = ?", which.projectId())
                .addIfPresent("\nAND tags @> CAST(? AS text[])", which.tags())
                .addIfPresent("\nAND language = ?", which.language())
                .addIfPresent("\nAND source_type = ?", which.sourceType())
                .addIfPresent("\nAND state = ?", which.state())
                .addIfPresent("\nAND metadata @> CAST(? AS jsonb)", which.metadata())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows)
                .list(jdbc, KnowledgeEntry::read);
    }
}
