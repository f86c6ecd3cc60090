package dev.statehouse.data.prompt;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Cards of the bound workspace, newest first, which UUIDv7 ids are in by themselves. Thread-safe.
 *
 * <p>Rows are read by hand: of a list of 20, mapping by Micronaut Data took half of all the processor time.
 */
@Singleton
public class PromptCardLists {

    /** The statement of the first page of all active cards, with its parameters by name. */
    public static final String FIRST_PAGE = "SELECT " + PromptCard.COLUMNS + """

            FROM visible_prompt_cards
            WHERE workspace_id = :workspaceId AND deleted_at IS NULL
            ORDER BY id DESC
            LIMIT :rows""";

    private final JdbcOperations jdbc;

    PromptCardLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<PromptCard> newest(PromptCardSelection which, @Nullable UUID before, int rows) {
        Sql sql = new Sql("SELECT " + PromptCard.COLUMNS + "\nFROM visible_prompt_cards\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND project_id = ?", which.projectId())
                .addIfPresent("\nAND tags @> CAST(? AS text[])", which.tags())
                .addIfPresent("\nAND variables @> CAST(? AS jsonb)", which.variables())
                .addIfPresent("\nAND metadata @> CAST(? AS jsonb)", which.metadata())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows);
        return sql.list(jdbc, PromptCard::read);
    }
}
