package dev.statehouse.data.prompt;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.ArrayList;
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

    /**
     * How many of the newest cards are looked through before the index of attributes is asked. The planner knows how common
     * a value is over all workspaces, not in this one: it would go through the whole of a workspace for a value that all
     * others have, or fetch half of one from the index to sort it.
     */
    private static final int NEAR = 1_000;

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
        Sql sql = which.isByContent() ? byContent(which, before, rows) : all(which, before, rows);
        return jdbc.prepareStatement(sql.text(), statement -> {
            sql.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                List<PromptCard> cards = new ArrayList<>(rows);
                while (found.next()) {
                    cards.add(PromptCard.read(found));
                }
                return cards;
            }
        });
    }

    private static Sql all(PromptCardSelection which, @Nullable UUID before, int rows) {
        return place(new Sql("SELECT " + PromptCard.COLUMNS + "\nFROM visible_prompt_cards\n"), which, before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows);
    }

    /** The newest cards one by one; only where those are not enough, all that the index of attributes finds. */
    private static Sql byContent(PromptCardSelection which, @Nullable UUID before, int rows) {
        Sql sql = new Sql("""
                WITH newest AS MATERIALIZED (
                SELECT id, tags, variables, metadata FROM visible_prompt_cards
                """);
        place(sql, which, before).add("\nORDER BY id DESC\nLIMIT ?", NEAR);
        sql.add("\n), near AS MATERIALIZED (\nSELECT id FROM newest WHERE true");
        content(sql, which).add("\nORDER BY id DESC\nLIMIT ?", rows);
        sql.add("\n), far AS MATERIALIZED (\nSELECT id FROM visible_prompt_cards\n");
        content(place(sql, which, before), which).add("\nAND (SELECT count(*) FROM near) < ?", rows);
        sql.add("\n)\nSELECT " + PromptCard.COLUMNS + "\nFROM visible_prompt_cards\n");
        return sql.add("WHERE workspace_id = ?", which.workspaceId())
                .add("\nAND id IN (SELECT id FROM near UNION SELECT id FROM far ORDER BY id DESC LIMIT ?)", rows)
                .add("\nORDER BY id DESC");
    }

    private static Sql place(Sql sql, PromptCardSelection which, @Nullable UUID before) {
        return sql.add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND project_id = ?", which.projectId())
                .addIfPresent("\nAND id < ?", before);
    }

    private static Sql content(Sql sql, PromptCardSelection which) {
        return sql.addIfPresent("\nAND tags @> CAST(? AS text[])", which.tags())
                .addIfPresent("\nAND variables @> CAST(? AS jsonb)", which.variables())
                .addIfPresent("\nAND metadata @> CAST(? AS jsonb)", which.metadata());
    }
}
