package dev.statehouse.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that has seen a database and stays open, as a dump's does: what dies meanwhile can't be vacuumed. */
record HeldSnapshot(Connection connection) implements AutoCloseable {

    static HeldSnapshot of(JobDatabase database) throws SQLException {
        Connection connection = database.database().connect("statehouse_master", false);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SELECT count(*) FROM pg_class");
        }
        return new HeldSnapshot(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
