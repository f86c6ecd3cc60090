package dev.statehouse.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.PGConnection;

/**
 * Brings a database from any earlier schema to the newest: roles and extensions first, then the scripts of this module.
 *
 * <p>Connects directly, past any transaction pooler, which would strand the lock that keeps two runs apart. A run on the
 * newest schema changes nothing.
 */
public final class Migrations {

    private final DirectDatabase database;

    public Migrations(DirectDatabase database) {
        this.database = database;
    }

    /**
     * What a run did.
     *
     * @param applied descriptions of the scripts that ran, in order; empty when there was nothing to do
     * @param version of the schema now
     */
    public record Outcome(List<String> applied, String version) {}

    /**
     * Runs everything that is missing.
     *
     * @param passwords by login role; roles that are not named keep theirs
     * @throws SQLException if the database can't be reached or refuses the role
     * @throws org.flywaydb.core.api.FlywayException if a script fails; its own changes are undone, earlier ones stay
     */
    public Outcome run(Map<String, String> passwords) throws SQLException {
        provision(passwords);
        MigrateResult result = flyway().migrate();
        return new Outcome(
                result.migrations.stream().map(Migrations::describe).toList(),
                result.targetSchemaVersion == null
                        ? String.valueOf(result.initialSchemaVersion)
                        : result.targetSchemaVersion);
    }

    private static String describe(MigrateOutput output) {
        return (output.version + " " + output.description).strip();
    }

    private void provision(Map<String, String> passwords) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Script.read("db/provision.sql"));
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (Map.Entry<String, String> entry : passwords.entrySet()) {
                // Hashed here: the statement that the server sees, and may log, holds no password.
                postgres.alterUserPassword(entry.getKey(), entry.getValue().toCharArray(), "scram-sha-256");
            }
        }
    }

    private Flyway flyway() {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:db/migration")
                .defaultSchema("app")
                .createSchemas(false)
                .cleanDisabled(true);
        // CREATE INDEX CONCURRENTLY would wait for ever for the transaction that holds Flyway's own lock.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }
}
