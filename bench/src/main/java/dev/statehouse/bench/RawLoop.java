package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that sends the function's statements by the bare driver, behind the same binding in one flight, and reads
 * every column of every row into a string: what is left to gain above it.
 */
final class RawLoop {

    private static final String ENTER = "SELECT app.enter_workspace(?, ?); ";
    private static final int LIST_ROWS = 21;

    private RawLoop() {}

    public static void main(String[] arguments) throws Exception {
        Connection[] connections = connections();
        WorkerProcess.serve(name -> {
            boolean point = name.equals("point");
            String sql = ENTER + CardSql.with(point ? CardSql.find() : CardSql.list(), Map.of());
            return (thread, get) -> read(connections[thread], sql, point, get);
        });
    }

    /** One for each thread, as the process's environment says. */
    static Connection[] connections() throws SQLException {
        Connection[] connections = new Connection[WorkerProcess.THREADS];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = connect(System.getenv());
        }
        return connections;
    }

    private static void read(Connection connection, String sql, boolean point, Get get) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, get.workspace());
            statement.setNull(2, Types.OTHER);
            if (point) {
                statement.setObject(3, UUID.fromString(get.last()));
            } else {
                statement.setObject(3, get.workspace());
                statement.setInt(4, LIST_ROWS);
            }
            statement.execute();
            statement.getMoreResults();
            try (ResultSet rows = Objects.requireNonNull(statement.getResultSet())) {
                if (texts(rows) == 0) {
                    throw new SQLException("nothing was read");
                }
            }
        }
    }

    private static int texts(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        int length = 0;
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                String text = rows.getString(column);
                length += text == null ? 0 : text.length();
            }
        }
        return length;
    }

    private static Connection connect(Map<String, String> environment) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {value(environment, "DATABASE_HOST")});
        source.setPortNumbers(new int[] {Integer.parseInt(value(environment, "DATABASE_PORT"))});
        source.setDatabaseName(value(environment, "DATABASE_NAME"));
        source.setUser(value(environment, "DATABASE_USER"));
        source.setPassword(value(environment, "DATABASE_PASSWORD"));
        source.setSslMode("verify-full");
        source.setSslRootCert(value(environment, "DATABASE_CA"));
        source.setPrepareThreshold(0);
        source.setAssumeMinServerVersion("15");
        return source.getConnection();
    }

    private static String value(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }
}
