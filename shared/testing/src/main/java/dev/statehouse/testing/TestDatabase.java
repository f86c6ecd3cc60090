package dev.statehouse.testing;

import dev.statehouse.migrations.DirectDatabase;
import dev.statehouse.migrations.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * A database of a test class, with the newest schema and no rows, on the {@link Servers} of the JVM.
 *
 * @param name of the database
 */
public record TestDatabase(Servers servers, String name) implements AutoCloseable {

    private static final class Template {
        private static final TestDatabase INSTANCE = migrated();

        private static TestDatabase migrated() {
            TestDatabase template = empty();
            Runtime.getRuntime().addShutdownHook(new Thread(template::close));
            template.migrate();
            return template;
        }
    }

    /** A database with the newest schema. */
    public static TestDatabase fresh() {
        TestDatabase template = Template.INSTANCE;
        TestDatabase database = create(template.servers, " TEMPLATE " + template.name);
        // A copy has no grants of its template on the database itself; this is the one that provision.sql takes away.
        database.onServer("statehouse_master", "REVOKE TEMPORARY ON DATABASE " + database.name + " FROM PUBLIC");
        return database;
    }

    /** A database before the first migration. */
    public static TestDatabase empty() {
        return create(Servers.running(), "");
    }

    /** A database of this name before the first migration, in place of whatever a run that was broken off has left. */
    public static TestDatabase anew(Servers servers, String name) {
        new TestDatabase(servers, name).close();
        return create(servers, name, "");
    }

    private static TestDatabase create(Servers servers, String from) {
        return create(servers, "test_" + UUID.randomUUID().toString().replace("-", ""), from);
    }

    private static TestDatabase create(Servers servers, String name, String from) {
        TestDatabase database = new TestDatabase(servers, name);
        database.onServer("statehouse_master", "CREATE DATABASE " + database.name + from);
        return database;
    }

    public void migrate() {
        try {
            new Migrations(direct())
                    .run(Map.of(
                            "statehouse_app", servers.password("statehouse_app"),
                            "statehouse_identity", servers.password("statehouse_identity"),
                            "statehouse_authorizer", servers.password("statehouse_authorizer"),
                            "statehouse_worker", servers.password("statehouse_worker"),
                            "statehouse_cleanup", servers.password("statehouse_cleanup"),
                            "statehouse_maintenance", servers.password("statehouse_maintenance"),
                            "statehouse_backup", servers.password("statehouse_backup"),
                            "statehouse_monitor", servers.password("statehouse_monitor")));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As the master role, past the pooler. */
    public DirectDatabase direct() {
        return new DirectDatabase(
                servers.get("POSTGRES_HOST"),
                servers.port("POSTGRES_PORT"),
                name,
                servers.get("MASTER_USER"),
                servers.get("MASTER_PASSWORD"),
                servers.get("CA_CERT"));
    }

    /** What a function's environment says of this database, as properties of an application context. */
    public Map<String, Object> properties(String role) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("database.host", servers.get("POSTGRES_HOST"));
        properties.put("database.port", servers.port("PGBOUNCER_PORT"));
        properties.put("database.name", name);
        properties.put("database.user", role);
        properties.put("database.password", servers.password(role));
        properties.put("database.ca", servers.get("CA_CERT"));
        properties.put("redis.host", servers.get("POSTGRES_HOST"));
        properties.put("redis.port", servers.port("REDIS_PORT"));
        if (servers.env().containsKey("REDIS_PASSWORD")) {
            properties.put("redis.password", servers.get("REDIS_PASSWORD"));
        }
        // Whether Redis helps is tested here, and how fast it does in the benchmarks.
        properties.put("redis.timeout-ms", 5_000);
        properties.put("redis.ca", servers.get("CA_CERT"));
        return properties;
    }

    /** A plain connection: through PgBouncer as a function has it, or directly. */
    public Connection connect(String role, boolean pooled) throws SQLException {
        return connect(role, servers.port(pooled ? "PGBOUNCER_PORT" : "POSTGRES_PORT"));
    }

    /** A plain connection to whatever serves this database at a port. */
    Connection connect(String role, int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", servers.password(role));
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", servers.get("CA_CERT"));
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("assumeMinServerVersion", "15");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + servers.get("POSTGRES_HOST") + ":" + port + "/" + name, properties);
    }

    /** Runs statements as the tables' owner: rows that a test needs, whatever policies say. */
    public void asOwner(String sql) {
        try (Connection connection = connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public; " + sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void onServer(String role, String sql) {
        try (Connection connection = new TestDatabase(servers, "postgres").connect(role, false);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Drops the database, with whatever is still connected to it. */
    @Override
    public void close() {
        onServer("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
