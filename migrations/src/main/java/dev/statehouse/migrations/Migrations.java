package dev.statehouse.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DirectDatabase database;
    private final String scripts;

    public Migrations(DirectDatabase database) {
        this(database, "classpath:db/migration");
    }

    /** @param scripts where they are, as Flyway names locations; those of this module by default */
    Migrations(DirectDatabase database, String scripts) {
        this.database = database;
        this.scripts = scripts;
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
        MigrateResult result = migrate();
        return new Outcome(
                result.migrations.stream().map(Migrations::describe).toList(),
                result.targetSchemaVersion == null
                        ? String.valueOf(result.initialSchemaVersion)
                        : result.targetSchemaVersion);
    }

    // Scripts give up on a lock soon, so that traffic does not pile up behind them; most holders are gone a moment later.
    private MigrateResult migrate() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            forgetFailures();
            try {
                return flyway().migrate();
            } catch (FlywayException refused) {
                if (attempt == MOST_ATTEMPTS || !isLockTimeout(refused)) {
                    throw refused;
                }
                pause();
            }
        }
    }

    // Only a script outside transactions leaves a failure behind, on which Flyway would stop for ever. Each of them
    // clears up after an earlier try of its own before it begins.
    private void forgetFailures() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    SET ROLE statehouse_owner;
                    DO $$
                    BEGIN
                        IF to_regclass('app.flyway_schema_history') IS NOT NULL THEN
                            DELETE FROM app.flyway_schema_history WHERE NOT success;
                        END IF;
                    END
                    $$""");
        }
    }

    private static boolean isLockTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two tries", stopped);
        }
    }

    /**
     * Takes back the newest script, in one transaction unless it concerns an index built concurrently; never run beside
     * another run. The repeatable scripts go with it: the release that the schema is meant for is to be run next.
     *
     * @return name of the script; nothing when none is left
     */
    public Optional<String> undoNewest() throws SQLException {
        try (Connection connection = database.connect()) {
            return new Undo(connection).newest();
        }
    }

    private static String describe(MigrateOutput output) {
        return (output.version + " " + output.description).strip();
    }

    private void provision(Map<String, String> passwords) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // One transaction, for the lock that the script begins with.
            connection.setAutoCommit(false);
            statement.execute(Script.read("db/provision.sql"));
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (Map.Entry<String, String> entry : passwords.entrySet()) {
                // Hashed here: the statement that the server sees, and may log, holds no password.
                postgres.alterUserPassword(entry.getKey(), entry.getValue().toCharArray(), "scram-sha-256");
            }
            connection.commit();
        }
    }

    private Flyway flyway() {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.dataSource())
                .locations(scripts)
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
