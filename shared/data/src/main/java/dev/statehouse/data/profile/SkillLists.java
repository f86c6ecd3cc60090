package dev.statehouse.data.profile;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Skills of the bound workspace's active identities, newest first. Thread-safe. */
@Singleton
public class SkillLists {

    private final JdbcOperations jdbc;

    SkillLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Skill> newest(SkillSelection which, @Nullable UUID before, int rows) {
        return statement(which, before, rows).list(jdbc, Skill::read);
    }

    static Sql statement(SkillSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + Skill.COLUMNS + "\nFROM skills r\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND identity_id = ?", which.identityId())
                .addIfPresent("\nAND category = ?", which.category())
                .addIfPresent("\nAND id < ?", before)
                .add("\nAND " + InUse.ROW)
                .add("ORDER BY id DESC\nLIMIT ?", rows);
    }
}
