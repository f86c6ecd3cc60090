package dev.statehouse.data.profile;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Profiles of the bound workspace's active identities, newest first. Thread-safe. */
@Singleton
public class ProfileLists {

    private final JdbcOperations jdbc;

    ProfileLists(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param before id of the last row of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<Profile> newest(ProfileSelection which, @Nullable UUID before, int rows) {
        return statement(which, before, rows).list(jdbc, Profile::read);
    }

    static Sql statement(ProfileSelection which, @Nullable UUID before, int rows) {
        return new Sql("SELECT " + Profile.COLUMNS + "\nFROM profiles r\n")
                .add("WHERE workspace_id = ?", which.workspaceId())
                .add(which.active() ? " AND deleted_at IS NULL" : " AND deleted_at IS NOT NULL")
                .addIfPresent("\nAND identity_id = ?", which.identityId())
                .add(switched(which.switchedOn()))
                .addIfPresent("\nAND id < ?", before)
                .add("\nAND " + InUse.ROW)
                .add("ORDER BY id DESC\nLIMIT ?", rows);
    }

    private static String switched(@Nullable Boolean on) {
        return switch (on) {
            case null -> "";
            case Boolean known -> known ? "\nAND is_active" : "\nAND NOT is_active";
        };
    }
}
