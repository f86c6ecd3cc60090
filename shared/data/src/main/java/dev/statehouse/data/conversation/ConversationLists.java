package dev.statehouse.data.conversation;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Conversations of the bound workspace and person, the last touched first. Thread-safe.
 *
 * <p>A person's own and what others show to the workspace are read from an index each, so that a page costs the same however
 * many conversations others keep to themselves.
 */
@Singleton
public class ConversationLists {

    private static final String ORDER = "ORDER BY updated_at DESC, id DESC\nLIMIT ?";

    private final JdbcOperations jdbc;

    ConversationLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param after the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Conversation> lastTouched(ConversationSelection which, @Nullable ConversationPosition after, int rows) {
        Sql sql = new Sql("");
        boolean both = which.hasOwn() && which.hasOthers();
        if (both) {
            sql.add("SELECT * FROM ((");
        }
        if (which.hasOwn()) {
            branch(
                    sql.add("SELECT " + Conversation.COLUMNS + "\nFROM conversations\n")
                            .add("WHERE owner_id = ?", Objects.requireNonNull(which.personId())),
                    which,
                    after,
                    rows);
        }
        if (both) {
            sql.add("\n) UNION ALL (\n");
        }
        if (which.hasOthers()) {
            branch(
                    sql.add("SELECT " + Conversation.COLUMNS + "\nFROM conversations\nWHERE visibility = 'workspace'")
                            .addIfPresent(" AND owner_id = ?", which.ownerId())
                            .addIfPresent(
                                    " AND owner_id IS DISTINCT FROM ?",
                                    which.ownerId() == null ? which.personId() : null),
                    which,
                    after,
                    rows);
        }
        if (both) {
            sql.add("\n)) shown\n" + ORDER, rows);
        }
        return sql.list(jdbc, Conversation::read);
    }

    /**
     * A page of them by their ids, newest first, whatever is touched meanwhile: for files, in which none may be missing.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    public List<Conversation> newest(ConversationSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + Conversation.COLUMNS + "\nFROM conversations\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND owner_id = ?", which.ownerId())
                .addIfPresent("\nAND project_id = ?", which.projectId())
                .addIfPresent("\nAND id < ?", before)
                .add("\nORDER BY id DESC\nLIMIT ?", rows)
                .list(jdbc, Conversation::read);
    }

    private static void branch(Sql sql, ConversationSelection which, @Nullable ConversationPosition after, int rows) {
        sql.add("\nAND workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND project_id = ?", which.projectId());
        if (after != null) {
            sql.add("\nAND (updated_at, id) < (?, ?)", after.updatedAt().atOffset(ZoneOffset.UTC), after.id());
        }
        sql.add("\n" + ORDER, rows);
    }
}
