package dev.statehouse.data.audit;

import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database with a workspace, and the application's and the owner's ways to it. */
record AuditDatabase(TestDatabase database, UUID workspace) implements AutoCloseable {

    static final String ORIGIN = "token 0190d0c8-0000-7000-8000-000000000001 192.0.2.7 request-1 service|7";

    static AuditDatabase fresh() {
        TestDatabase database = TestDatabase.fresh();
        return new AuditDatabase(database, new Rows(database).workspace());
    }

    Connection application() throws SQLException {
        Connection connection = database.connect("statehouse_app", true);
        connection.setAutoCommit(false);
        return connection;
    }

    /** One transaction of the application, in the workspace. */
    void write(String sql) throws SQLException {
        try (Connection connection = application()) {
            write(connection, workspace, sql);
        }
    }

    static void write(Connection connection, UUID workspace, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('" + workspace + "', NULL, '" + ORIGIN + "'); " + sql);
            connection.commit();
        } catch (SQLException refused) {
            connection.rollback();
            throw refused;
        }
    }

    /** The first value of the first row, as the owner sees it. */
    String ask(String sql) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** As the owner: what no role of a function may do. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Number and fault of the first broken link; {@code whole} if there is none. */
    String verify() throws SQLException {
        return verify(workspace, 1, 1000);
    }

    String verify(UUID other, long from, int most) throws SQLException {
        try (Connection connection = application();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('" + other + "')");
            return verify(statement, from, most);
        }
    }

    /** Inside a transaction whose changes are not to stay. */
    static String verify(Statement statement, long from, int most) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(broken || ' ' || fault, 'whole') FROM"
                + " app.verify_audit_log(" + from + ", " + most + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    static String project(UUID id, String slug) {
        return "INSERT INTO projects (workspace_id, id, slug, name) VALUES (current_workspace(), '" + id + "', '" + slug
                + "', 'Project'); ";
    }

    @Override
    public void close() {
        database.close();
    }
}
