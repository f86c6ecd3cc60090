package dev.statehouse.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.RowFactory;
import dev.statehouse.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    private static final String INDEX = """
            DROP INDEX CONCURRENTLY IF EXISTS app.projects_by_name;
            CREATE UNIQUE INDEX CONCURRENTLY projects_by_name ON app.projects (workspace_id, name);
            """;

    @TempDir
    private Path folder;

    @Test
    void fromNothingToTheNewestSchemaAndASecondRunChangesNothing() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            Migrations migrations = new Migrations(database.direct());
            Map<String, String> passwords = StagedScripts.passwords(database);
            int scripts =
                    StagedScripts.names("V").size() + StagedScripts.names("R").size();
            assertEquals(scripts, migrations.run(passwords).applied().size());
            SchemaSnapshot first = SchemaSnapshot.of(database);
            Migrations.Outcome second = migrations.run(passwords);
            assertEquals(List.of(), second.applied());
            assertEquals(newestVersion(), second.version());
            first.assertSame(SchemaSnapshot.of(database), "a second run");
        }
    }

    @Test
    void fromThePreviousSchemaWithRowsInIt() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            StagedScripts staged = StagedScripts.none(folder);
            List<String> versioned = StagedScripts.names("V");
            versioned.subList(0, versioned.size() - 1).forEach(staged::add);
            staged.run(database);
            RowFactory rows = new RowFactory(database);
            UUID workspace = rows.workspace();
            rows.fill(rows.scene(workspace, rows.member(workspace)));
            Map<String, Long> before = rows.counts();
            // Empty between transactions.
            assertEquals(0L, before.remove("audit_pending_links"));
            assertTrue(before.values().stream().allMatch(count -> count > 0), "a table without rows: " + before);

            database.migrate();
            Map<String, Long> after = rows.counts();
            after.keySet().retainAll(before.keySet());
            assertEquals(before, after);
            try (TestDatabase fresh = TestDatabase.fresh()) {
                SchemaSnapshot.of(fresh).assertSame(SchemaSnapshot.of(database), "another way to the newest schema");
            }
        }
    }

    @Test
    void twoRunsAtOnceApplyEachScriptOnce() throws Exception {
        try (TestDatabase database = TestDatabase.empty();
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Callable<Migrations.Outcome> run =
                    () -> new Migrations(database.direct()).run(StagedScripts.passwords(database));
            List<String> applied = new ArrayList<>();
            for (Future<Migrations.Outcome> outcome : executor.invokeAll(List.of(run, run))) {
                applied.addAll(outcome.get().applied());
            }
            assertEquals(
                    StagedScripts.names("V").size() + StagedScripts.names("R").size(), applied.size());
            try (TestDatabase fresh = TestDatabase.fresh()) {
                SchemaSnapshot.of(fresh).assertSame(SchemaSnapshot.of(database), "another way to the newest schema");
            }
        }
    }

    @Test
    void anIndexOnAFilledTableIsBuiltConcurrently() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            StagedScripts staged = StagedScripts.all(folder).add("V9000__index_projects.sql", INDEX);
            assertEquals(List.of("9000 index projects"), staged.run(database).applied());
            assertEquals(
                    "true",
                    answer(
                            database,
                            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.projects_by_name'::regclass"));
        }
    }

    @Test
    void anIndexThatCouldNotBeBuiltIsBuiltByTheNextRun() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            UUID workspace = new RowFactory(database).workspace();
            String twins =
                    "INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%1$s', gen_random_uuid(), '%2$s', 'Twin')";
            database.asOwner(twins.formatted(workspace, "one") + ";" + twins.formatted(workspace, "two"));
            StagedScripts staged = StagedScripts.all(folder).add("V9000__index_projects.sql", INDEX);
            assertThrows(FlywayException.class, () -> staged.run(database));
            assertEquals(
                    "false",
                    answer(
                            database,
                            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.projects_by_name'::regclass"));

            database.asOwner("UPDATE projects SET name = 'Other' WHERE slug = 'two'");
            assertEquals(List.of("9000 index projects"), staged.run(database).applied());
            assertEquals(
                    "true",
                    answer(
                            database,
                            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.projects_by_name'::regclass"));
        }
    }

    @Test
    void aScriptThatMustWaitForAReaderLetsTrafficPass() throws Exception {
        try (TestDatabase database = TestDatabase.fresh();
                ExecutorService executor = Executors.newSingleThreadExecutor();
                Connection reader = database.connect("postgres", false);
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("SELECT count(*) FROM app.projects");
            StagedScripts staged = StagedScripts.all(folder)
                    .add("V9000__describe_projects.sql", "ALTER TABLE app.projects ADD COLUMN motto text;");
            Future<Migrations.Outcome> run = executor.submit(() -> staged.run(database));
            long longestMs = 0;
            for (int read = 0; read < 15; read++) {
                long start = System.nanoTime();
                answer(database, "SELECT count(*) FROM app.projects");
                longestMs = Math.max(longestMs, (System.nanoTime() - start) / 1_000_000);
                Thread.sleep(100);
            }
            reader.rollback();
            assertEquals(List.of("9000 describe projects"), run.get().applied());
            System.out.println("longest read beside a migration that waits for a lock: " + longestMs + " ms");
            assertTrue(longestMs < 4_000, longestMs + " ms");
        }
    }

    @Test
    void aFailingScriptLeavesNothingOfItselfAndAllBeforeIt() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            SchemaSnapshot before = SchemaSnapshot.of(database);
            StagedScripts staged = StagedScripts.all(folder)
                    .add("V9000__breaks.sql", "CREATE TABLE app.half (id uuid PRIMARY KEY); SELECT 1 / 0;");
            assertThrows(FlywayException.class, () -> staged.run(database));
            before.assertSame(SchemaSnapshot.of(database), "a script that failed");
        }
    }

    @Test
    void theMasterHasOnlyWhatAManagedServerGives() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertEquals(
                    "statehouse_app:l statehouse_authorizer:l statehouse_backup:l statehouse_cleanup:l"
                            + " statehouse_identity:l statehouse_maintenance:l statehouse_master:lrd statehouse_monitor:l statehouse_owner: statehouse_worker:l",
                    answer(database, """
                            SELECT string_agg(rolname || ':' || CASE WHEN rolsuper THEN 'S' ELSE '' END
                                || CASE WHEN rolbypassrls THEN 'B' ELSE '' END
                                || CASE WHEN rolreplication THEN 'P' ELSE '' END
                                || CASE WHEN rolcanlogin THEN 'l' ELSE '' END
                                || CASE WHEN rolcreaterole THEN 'r' ELSE '' END
                                || CASE WHEN rolcreatedb THEN 'd' ELSE '' END, ' ' ORDER BY rolname)
                            FROM pg_roles WHERE rolname ~ '^statehouse_'
                            """));
        }
    }

    @Test
    void aServerThatOurAuthorityDoesNotVouchForIsRefused() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            DirectDatabase real = database.direct();
            DirectDatabase impostor = new DirectDatabase(
                    real.host(),
                    real.port(),
                    real.name(),
                    real.user(),
                    real.password(),
                    Certificate.of(folder, "localhost").pem().toString());
            assertEquals(
                    "08006",
                    assertThrows(SQLException.class, () -> new Migrations(impostor).run(Map.of()))
                            .getSQLState());
        }
    }

    private static String newestVersion() {
        List<String> scripts = StagedScripts.names("V");
        return scripts.get(scripts.size() - 1).substring(1).split("__", 2)[0];
    }

    private static String answer(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertTrue(row.next());
            return row.getObject(1).toString();
        }
    }
}
