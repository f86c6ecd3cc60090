package dev.statehouse.data.profile;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Experiences of the bound workspace's active identities, by their start, the latest first. Thread-safe. */
@Singleton
public class ExperienceLists {

    private final JdbcOperations jdbc;

    ExperienceLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the order: of those that start on the same day the newest comes first. */
    public record Place(LocalDate startDate, UUID id) {

        public static Place of(Experience experience) {
            return new Place(experience.startDate(), experience.id());
        }
    }

    /**
     * A page of them, in one statement.
     *
     * @param after the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Experience> latest(ExperienceSelection which, @Nullable Place after, int rows) {
        return statement(which, after, rows).list(jdbc, Experience::read);
    }

    static Sql statement(ExperienceSelection which, @Nullable Place after, int rows) {
        Sql sql = new Sql("SELECT " + Experience.COLUMNS + "\nFROM visible_experiences r\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND identity_id = ?", which.identityId())
                .addIfPresent("\nAND tags @> CAST(? AS text[])", which.tags());
        if (after != null) {
            sql.add("\nAND (start_date, id) < (?, ?)", after.startDate(), after.id());
        }
        return sql.add("\nAND " + InUse.ROW).add("ORDER BY start_date DESC, id DESC\nLIMIT ?", rows);
    }
}
