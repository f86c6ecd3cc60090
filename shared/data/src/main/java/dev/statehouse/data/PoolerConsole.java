package dev.statehouse.data;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * PgBouncer's console (its manual, "Admin console"), for a role among its {@code stats_users}. Each call is a connection of its
 * own, and takes three seconds at most. Thread-safe.
 */
@Singleton
public final class PoolerConsole {

    private static final int SECONDS = 3;
    // The driver warns at every connection that it does not know a PostgreSQL of PgBouncer's version.
    private static final Logger DRIVER = Logger.getLogger("org.postgresql.jdbc.PgConnection");

    private final DatabaseSettings settings;
    private final DatabaseCredentials credentials;

    PoolerConsole(DatabaseSettings settings, DatabaseCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
        DRIVER.setLevel(Level.SEVERE);
    }

    /**
     * How PgBouncer stands.
     *
     * @param averageWaitMs of clients for a connection, of late
     */
    public record Pools(List<PooledConnections> pools, double averageWaitMs) {}

    /**
     * The pools of this function's database.
     *
     * @throws DataError if there is no such console, or none for this role
     */
    public Pools pools() {
        try (Connection connection = source().getConnection(
                                credentials.current().user(),
                                credentials.current().password());
                Statement statement = connection.createStatement()) {
            int size = size(statement);
            return new Pools(pools(statement, size), averageWaitMs(statement));
        } catch (SQLException refused) {
            throw new DataError(
                    DataError.Kind.UNAVAILABLE,
                    "PgBouncer's console answers %s".formatted(refused.getSQLState()),
                    null,
                    refused);
        }
    }

    private PGSimpleDataSource source() {
        TenantDataSource source = new TenantDataSource(settings, credentials, () -> {});
        source.setDatabaseName("pgbouncer");
        // The console knows no other protocol.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        // Else the driver begins with a SET, for the console's version looks to it like that of an old server; the
        // console
        // refuses that to those who may only look. PgBouncer is told to ignore the parameter.
        source.setReplication("database");
        source.setSocketTimeout(SECONDS);
        return source;
    }

    private int size(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW DATABASES")) {
            while (rows.next()) {
                if (rows.getString("name").equals(settings.name())) {
                    return Math.max(1, rows.getInt("pool_size"));
                }
            }
        }
        return defaultSize(statement);
    }

    // A database that its configuration does not name is listed only while it is in use.
    private static int defaultSize(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW CONFIG")) {
            while (rows.next()) {
                if (rows.getString("key").equals("default_pool_size")) {
                    return Math.max(1, rows.getInt("value"));
                }
            }
            throw new DataError(DataError.Kind.NOT_FOUND, "PgBouncer does not tell how large its pools are");
        }
    }

    private List<PooledConnections> pools(Statement statement, int size) throws SQLException {
        List<PooledConnections> pools = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW POOLS")) {
            while (rows.next()) {
                if (rows.getString("database").equals(settings.name())) {
                    pools.add(new PooledConnections(
                            rows.getString("user"),
                            rows.getInt("sv_active"),
                            rows.getInt("sv_idle") + rows.getInt("sv_used"),
                            size,
                            rows.getInt("cl_waiting"),
                            rows.getLong("maxwait") * 1_000 + rows.getLong("maxwait_us") / 1_000));
                }
            }
        }
        return pools;
    }

    private double averageWaitMs(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW STATS")) {
            while (rows.next()) {
                if (rows.getString("database").equals(settings.name())) {
                    return rows.getLong("avg_wait_time") / 1_000.0;
                }
            }
            return 0;
        }
    }
}
