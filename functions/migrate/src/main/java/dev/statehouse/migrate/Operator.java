package dev.statehouse.migrate;

import dev.statehouse.migrations.DirectDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace, and whether its members see what concerns the installation as a whole. Here rather than by a route: whoever may
 * set it sees what is no tenant's.
 */
record Operator(UUID id, String slug, boolean operates) {

    private static final String CHANGE = """
            UPDATE app.workspaces
            SET operates = ?, revision = revision + 1, updated_at = now()
            WHERE (id = ? OR slug = ?) AND operates <> ?
            """;
    private static final String FIND = "SELECT id, slug, operates FROM app.workspaces WHERE id = ? OR slug = ?";

    /**
     * Makes a workspace operate the installation, or takes that from it. Repeating it changes nothing.
     *
     * @param workspace its id or its slug: no slug has the form of an id
     * @throws IllegalArgumentException if there is no such workspace
     */
    static Operator set(DirectDatabase database, String workspace, boolean operates) throws SQLException {
        UUID id = id(workspace);
        try (Connection connection = database.connectAsOwner();
                PreparedStatement change = connection.prepareStatement(CHANGE);
                PreparedStatement find = connection.prepareStatement(FIND)) {
            change.setBoolean(1, operates);
            change.setObject(2, id);
            change.setString(3, workspace);
            change.setBoolean(4, operates);
            change.executeUpdate();
            find.setObject(1, id);
            find.setString(2, workspace);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("/operator names no workspace");
                }
                return new Operator(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3));
            }
        }
    }

    private static @Nullable UUID id(String workspace) {
        try {
            return UUID.fromString(workspace);
        } catch (IllegalArgumentException slug) {
            return null;
        }
    }
}
