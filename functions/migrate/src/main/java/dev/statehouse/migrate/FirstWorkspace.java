package dev.statehouse.migrate;

import dev.statehouse.data.Ids;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.migrations.DirectDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace that was made, with its owner's first key.
 *
 * @param apiKey shown here and never again
 */
record FirstWorkspace(UUID id, String slug, String apiKey) {

    private static final String MAKE = """
            WITH workspace AS (
                INSERT INTO app.workspaces (id, slug, name, plan) VALUES (?, ?, ?, coalesce(?, 'free'))
                ON CONFLICT (slug) DO NOTHING
                RETURNING id
            ), person AS (
                INSERT INTO app.users (id, email) SELECT ?, ? FROM workspace
                ON CONFLICT (lower(email)) DO UPDATE SET updated_at = now()
                RETURNING id
            ), membership AS (
                INSERT INTO app.memberships (workspace_id, user_id, role)
                SELECT workspace.id, person.id, 'owner' FROM workspace, person
                RETURNING workspace_id, user_id
            )
            INSERT INTO app.api_keys (workspace_id, id, name, prefix, secret_sha256, role, user_id)
            SELECT workspace_id, ?, 'First key', ?, ?, 'owner', user_id FROM membership
            """;

    /** Makes it, unless its slug is there already: then null. */
    static @Nullable FirstWorkspace make(DirectDatabase database, MigrateFunction.NewWorkspace wanted)
            throws SQLException {
        ApiKeyText key = ApiKeyText.random(new SecureRandom());
        UUID id = Ids.next();
        try (Connection connection = database.connectAsOwner();
                PreparedStatement statement = connection.prepareStatement(MAKE)) {
            statement.setObject(1, id);
            statement.setString(2, wanted.slug());
            statement.setString(3, wanted.name());
            statement.setString(4, wanted.plan());
            statement.setObject(5, Ids.next());
            statement.setString(6, wanted.ownerEmail());
            statement.setObject(7, Ids.next());
            statement.setString(8, key.prefix());
            statement.setBytes(9, key.sha256());
            return statement.executeUpdate() == 1 ? new FirstWorkspace(id, wanted.slug(), key.text()) : null;
        }
    }

    /** Without the key, for a log would keep it. */
    @Override
    public String toString() {
        return "workspace " + slug;
    }
}
