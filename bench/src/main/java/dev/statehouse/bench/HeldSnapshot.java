package dev.statehouse.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that has seen a database and stays open, as a dump's does: what dies meanwhile can't be vacuumed. */
record HeldSnapshot(Connection connection) implements AutoCloseable {

    static HeldSnapshot of(JobDatabase database) throws SQLException {
        Connection connection = database.database().connect("statehouse_master", false);
        try (Statement statement = connection.createStatement()) {
            // A minute is what the servers give a transaction that does nothing.
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SELECT count(*) FROM pg_class");
        }
        return new HeldSnapshot(connection);
    }

    /** @throws SQLException if it was not held until now */
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM pg_class");
        }
    }
}
