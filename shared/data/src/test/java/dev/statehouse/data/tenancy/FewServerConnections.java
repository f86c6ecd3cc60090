package dev.statehouse.data.tenancy;

import dev.statehouse.testing.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** While open, PgBouncer gives each database this many connections to the server, so that its clients share them. */
final class FewServerConnections implements AutoCloseable {

    FewServerConnections(int connections) throws SQLException {
        tell("SET default_pool_size = " + connections, "SET reserve_pool_size = 0");
    }

    /** As its file says again. */
    @Override
    public void close() throws SQLException {
        tell("RELOAD");
    }

    // PgBouncer's console (its manual, "Admin console") knows the simple protocol only.
    private static void tell(String... commands) throws SQLException {
        Servers servers = Servers.running();
        Properties properties = new Properties();
        properties.setProperty("user", servers.get("SUPERUSER"));
        properties.setProperty("password", servers.get("SUPERUSER_PASSWORD"));
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", servers.get("CA_CERT"));
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "15");
        try (Connection console = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + servers.port("PGBOUNCER_PORT") + "/pgbouncer", properties);
                Statement statement = console.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
