package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the monitor's role may ask of texts that nobody has looked at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementPlanTest {

    private static final String TRANSACTION_IS_READ_ONLY = "25006";

    private MonitorDatabase monitor;

    @BeforeAll
    void start() {
        monitor = new MonitorDatabase();
        // Planning calls both, for they say of themselves that they change nothing.
        monitor.database().asOwner("""
                CREATE TABLE app.written (n integer);
                CREATE FUNCTION app.writes() RETURNS integer LANGUAGE sql
                    AS 'INSERT INTO app.written VALUES (1) RETURNING n';
                CREATE FUNCTION app.writes_by_another() RETURNS integer LANGUAGE plpgsql IMMUTABLE
                    AS 'BEGIN RETURN app.writes(); END';
                CREATE FUNCTION app.sleeps() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_sleep(30)::text';
                """);
        monitor.workspace();
    }

    @AfterAll
    void stop() {
        monitor.close();
    }

    private record Answer(String plan, String reason) {}

    private Answer explain(@Nullable String text) throws SQLException {
        try (Connection connection = monitor.database().connect("statehouse_monitor", false)) {
            return explain(connection, text);
        }
    }

    private static Answer explain(Connection connection, @Nullable String text) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT plan, reason FROM operations.explain_statement(?)")) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Answer(String.valueOf(row.getString(1)), String.valueOf(row.getString(2)));
            }
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private String asSuperuser(String query) throws SQLException {
        try (Connection connection = monitor.database().connect("postgres", false)) {
            return one(connection, query);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id FROM projects WHERE workspace_id = $1 AND slug = $2                     | projects
            (SELECT id FROM projects) UNION ALL SELECT id FROM app.prompt_cards               | Append
            INSERT INTO projects (workspace_id, id, slug, name) VALUES ($1, $2, $3, $4)       | Insert on projects
            UPDATE workspaces SET name = $1 WHERE id = $2                                     | Update on workspaces
            SELECT id FROM finished_jobs WHERE id = $1 AND finished_at = $2                   | finished_jobs_20
            SELECT * FROM operations.slow_queries                                             | statement_statistics
            SELECT $1, $2::integer, pg_sleep($3)                                              | Result
            """)
    void aStatementIsExplainedForAnyValues(String text, String part) throws SQLException {
        Answer answer = explain(text);
        assertTrue(answer.plan().contains(part) && answer.plan().contains("cost="), answer.toString());
        assertEquals("null", answer.reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DROP TABLE app.projects                                            | utility
            EXPLAIN ANALYZE DELETE FROM app.workspaces                         | utility
            ANALYZE DELETE FROM app.workspaces                                 | utility
            EXECUTE statement_to_explain                                       | utility
            CREATE TABLE app.made AS SELECT 1                                  | utility
            SELECT 1; SELECT set_config('test.canary', 'sung', false)          | several
            SELECT extract($1 FROM now())                                      | syntax
            SELECT now() - interval $1                                         | syntax
            SELECT ANALYZE FROM                                                | syntax
            SELECT id FROM dropped                                             | gone
            SELECT dropped FROM projects                                       | gone
            SELECT no_function($1)                                             | types
            SELECT sum($1) FROM projects                                       | types
            """)
    void whatHasNoPlanHasAReason(String text, String reason) throws SQLException {
        try (Connection connection = monitor.database().connect("statehouse_monitor", false)) {
            assertEquals(new Answer("null", reason), explain(connection, text));
            assertEquals("null", one(connection, "SELECT current_setting('test.canary', true)"));
            assertTrue(explain(connection, "SELECT $1").plan().contains("Result"), "one failure leads to the next");
            assertEquals("0", one(connection, "SELECT count(*) FROM pg_prepared_statements"));
        }
    }

    @Test
    void whatIsNoTextOrTooLongIsNotTried() throws SQLException {
        assertEquals("unknown", explain(null).reason());
        assertEquals("length", explain("SELECT " + " ".repeat(10_000)).reason());
    }

    @Test
    void nothingIsDone() throws SQLException {
        String workspaces = "SELECT count(*) FROM app.workspaces";
        String before = asSuperuser(workspaces);
        Instant begun = Instant.now();
        assertTrue(explain("WITH gone AS (DELETE FROM workspaces RETURNING id) SELECT * FROM gone, pg_sleep(30)")
                .plan()
                .contains("Delete on workspaces"));
        assertTrue(explain("SELECT id INTO made FROM workspaces").plan().contains("on workspaces"));
        assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 10, "it slept");
        assertEquals(before, asSuperuser(workspaces));
        assertEquals("null", asSuperuser("SELECT to_regclass('app.made')"));
    }

    @Test
    void whatPlanningCallsMayNotWrite() throws SQLException {
        assertEquals(
                TRANSACTION_IS_READ_ONLY,
                explain("SELECT app.writes_by_another()").reason());
        assertEquals("0", asSuperuser("SELECT count(*) FROM app.written"));
    }

    @Test
    void theTransactionWritesNoMore() throws SQLException {
        try (Connection connection = monitor.database().connect("statehouse_monitor", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertEquals("gone", explain(connection, "SELECT id FROM dropped").reason());
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> statement.execute(
                            "SELECT operations.end_run('monitor', now(), 1::smallint, 'failed', '{}', '')"));
            assertEquals(TRANSACTION_IS_READ_ONLY, refused.getSQLState());
        }
    }

    @Test
    void planningEndsWithTheTransactionsTimeout() throws SQLException {
        try (Connection connection = monitor.database().connect("statehouse_monitor", false)) {
            connection.setAutoCommit(false);
            one(connection, "SELECT set_config('statement_timeout', '300ms', true)");
            assertEquals("time", explain(connection, "SELECT app.sleeps()").reason());
            connection.rollback();
        }
    }

    @Test
    void noLockIsWaitedFor() throws SQLException {
        try (Connection superuser = monitor.database().connect("postgres", false);
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("LOCK TABLE app.projects IN ACCESS EXCLUSIVE MODE");
            Instant begun = Instant.now();
            assertEquals("locked", explain("SELECT id FROM projects").reason());
            assertTrue(Duration.between(begun, Instant.now()).toMillis() < 1_800, "it waited as long as its role may");
            superuser.rollback();
        }
    }
}
