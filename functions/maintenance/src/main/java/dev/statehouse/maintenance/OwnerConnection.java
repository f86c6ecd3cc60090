package dev.statehouse.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that acts as the tables' owner: its rows are not hidden from it by row security, and it alone may vacuum them. Each
 * statement is a transaction, but for those that can be in none.
 */
final class OwnerConnection implements AutoCloseable {

    private static final String MISSING_RIGHT = "42501";

    private final Connection connection;

    private OwnerConnection(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the row that the result stands on. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @throws SQLException if its role may not act as the owner */
    static OwnerConnection over(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner");
            return new OwnerConnection(connection);
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    Connection jdbc() {
        return connection;
    }

    /** How long a statement may take, and how long it may wait for a lock, before it is ended. */
    void limit(Duration statement, Duration lock) throws SQLException {
        execute("SET statement_timeout = " + Math.max(1, statement.toMillis()));
        execute("SET lock_timeout = " + Math.max(1, lock.toMillis()));
    }

    /** @throws SQLException also for what PostgreSQL only warns of: it vacuums what it may, and passes over the rest */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                // By its wording, since it has no code of its own: "permission denied to vacuum …, skipping it", and
                // before
                // PostgreSQL 17 "skipping … --- only table or database owner can vacuum it".
                if (String.valueOf(warning.getMessage()).contains("skipping")) {
                    throw new SQLException(warning.getMessage(), MISSING_RIGHT);
                }
            }
        }
    }

    <T> List<T> query(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
