package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LintTaskTest {

    private static final String PLANTED = """
            duplicate-index         | app.projects_again          | CREATE INDEX projects_again ON app.projects (workspace_id, id)
            invalid-index           | app.projects_odd            | CREATE INDEX projects_odd ON app.projects (workspace_id, created_at); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.projects_odd'::regclass
            reference-without-index | app.pages.pages_author_fkey | CREATE TABLE app.pages (workspace_id uuid, author uuid REFERENCES app.users (id))
            no-row-security         | app.pages                   | CREATE TABLE app.pages (workspace_id uuid)
            no-policy               | app.pages                   | CREATE TABLE app.pages (workspace_id uuid)
            sequence                | app.counter                 | CREATE SEQUENCE app.counter
            never-analyzed          | app.pages                   | CREATE TABLE app.pages (number integer) WITH (autovacuum_enabled = false); INSERT INTO app.pages SELECT generate_series(1, 10000)
            disabled-trigger        | app.pages.noted             | CREATE TABLE app.pages (number integer); CREATE TRIGGER noted BEFORE UPDATE ON app.pages FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(); ALTER TABLE app.pages DISABLE TRIGGER noted
            unchecked-constraint    | app.projects.odd            | ALTER TABLE app.projects ADD CONSTRAINT odd CHECK (id IS NOT NULL) NOT VALID
            partition-horizon       | app.finished_jobs           | DO $$ BEGIN EXECUTE format('DROP TABLE app.finished_jobs_%s', to_char(now() AT TIME ZONE 'UTC' + interval '2 months', 'YYYY_MM')); END $$
            detached-partition      | app.finished_jobs_2025_01   | CREATE TABLE app.finished_jobs_2025_01 (number integer)
            foreign-owner           | app.pages                   | CREATE TABLE app.pages (number integer); ALTER TABLE app.pages OWNER TO postgres
            unused-index            | app.pages_idle              | CREATE TABLE app.pages (id uuid); INSERT INTO app.pages SELECT gen_random_uuid() FROM generate_series(1, 50000); CREATE INDEX pages_idle ON app.pages (id)
            wraparound              | app.projects                | SELECT 1
            """;

    private MaintainedDatabase maintained;

    @BeforeEach
    void start() {
        maintained = new MaintainedDatabase("statehouse_maintenance", Map.of("maintenance.observed-days", 0));
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    @Test
    void aSchemaAsTheMigrationsLeaveItHasNoFault() throws SQLException {
        maintained.run(LintTask.class);
        assertEquals("null", maintained.findings());
    }

    /** What is planted is found by its name; its fix is SQL that PostgreSQL takes, after which it is gone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = PLANTED)
    void whatIsPlantedIsFoundAndItsFixPutsItRight(String kind, String object, String sql) throws SQLException {
        if (kind.equals("wraparound")) {
            maintained.close();
            // Every table is older than nothing.
            maintained = new MaintainedDatabase("statehouse_maintenance", Map.of("maintenance.wraparound-share", -1.0));
        }
        for (String statement : sql.split(kind.equals("partition-horizon") ? "\0" : ";", -1)) {
            // The catalogue is a superuser's alone; all else is the owner's.
            if (statement.isBlank()) {
                continue;
            }
            if (statement.contains("pg_index") || statement.contains("OWNER TO")) {
                maintained.asSuperuser(statement);
            } else {
                maintained.asOwner(statement);
            }
        }
        maintained.run(LintTask.class);
        String found = "FROM operations.findings WHERE gone_at IS NULL AND (kind, object) = ('%s', '%s')"
                .formatted(kind, object);
        assertEquals("1", maintained.answer("SELECT count(*) " + found), maintained.findings());
        String fix = maintained.answer("SELECT fix " + found);
        if (!fix.equals("null") && !kind.equals("wraparound")) {
            maintained.asSuperuser("SET search_path = app, public");
            apply(fix);
            maintained.run(LintTask.class);
            assertEquals("0", maintained.answer("SELECT count(*) " + found), fix);
        }
    }

    // As whoever can: a superuser, since a foreign table is not the owner's to give.
    private void apply(String fix) {
        if (fix.contains("isolate_by_workspace")) {
            maintained.asOwner(fix);
        } else {
            maintained.asSuperuser(fix);
        }
    }

    @Test
    void everyRuleHasBeenSeenToFail() {
        Set<String> planted = new HashSet<>();
        PLANTED.lines().map(line -> line.split("\\|", 2)[0].strip()).forEach(planted::add);
        assertEquals(
                Set.of(),
                difference(Arrays.stream(LintRule.values()).map(LintRule::kind).toList(), planted));
    }

    private static Set<String> difference(Iterable<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>();
        all.forEach(one -> {
            if (!some.contains(one)) {
                rest.add(one);
            }
        });
        return rest;
    }

    @Test
    void aFaultThatComesBackIsNewAndOneThatStaysIsOld() throws SQLException {
        maintained.asOwner("CREATE SEQUENCE app.counter");
        maintained.run(LintTask.class);
        maintained.asOwner("UPDATE operations.findings SET first_seen_at = now() - interval '3 days'");
        maintained.run(LintTask.class);
        String age = "SELECT now() - first_seen_at > interval '2 days' FROM operations.findings";
        assertEquals("t", maintained.answer(age));
        maintained.asOwner("DROP SEQUENCE app.counter");
        maintained.run(LintTask.class);
        assertEquals("null", maintained.findings());
        maintained.asOwner("CREATE SEQUENCE app.counter");
        maintained.run(LintTask.class);
        assertEquals("f", maintained.answer(age));
        assertEquals("sequence app.counter", maintained.findings());
    }

    @Test
    void findingsHoldNoValues() throws SQLException {
        maintained.asOwner("""
                CREATE TABLE app.pages (word text) WITH (autovacuum_enabled = false);
                INSERT INTO app.pages SELECT 'hush' FROM generate_series(1, 10000);
                CREATE INDEX pages_words ON app.pages (word) WHERE word = 'hush';
                CREATE INDEX pages_again ON app.pages (word) WHERE word = 'hush';
                """);
        maintained.run(LintTask.class);
        assertTrue(maintained.findings().contains("duplicate-index app.pages_again"), maintained.findings());
        assertEquals("0", maintained.answer("SELECT count(*) FROM operations.findings f WHERE f::text LIKE '%hush%'"));
    }
}
