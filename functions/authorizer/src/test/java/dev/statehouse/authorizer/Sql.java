package dev.statehouse.authorizer;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a test asks the database behind the authorizer's back. */
final class Sql {

    private Sql() {}

    /** As the tables' owner, who sees all workspaces. */
    static int count(TestDatabase database, String query) {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            try (ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
