package dev.statehouse.data.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the worker's statements read while a snapshot keeps the dead from being vacuumed, and the statistics call a table empty that
 * is full of them: as many pages as without.
 */
class BloatedQueueTest {

    private static final int DEAD = 50_000;
    private static final int LIVE = 400;
    private static final Pattern PAGES = Pattern.compile("shared hit=(\\d+)(?: read=(\\d+))?");

    private static final String CLAIMS = """
            (SELECT array_agg(workspace_id) FROM claimed), (SELECT array_agg(id) FROM claimed),
            (SELECT array_agg(fence) FROM claimed)""";
    private static final String ONE = """
            (SELECT workspace_id FROM claimed LIMIT 1), (SELECT id FROM claimed LIMIT 1), (SELECT fence FROM claimed LIMIT 1)""";

    private final JobsDatabase jobs = new JobsDatabase();
    private final Tenant tenant = jobs.workspace();
    private Connection snapshot;
    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        snapshot = jobs.database().connect("postgres", false);
        snapshot.setAutoCommit(false);
        snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        run(snapshot, "SET idle_in_transaction_session_timeout = 0");
        run(snapshot, "SELECT count(*) FROM pg_class");
        connection = jobs.database().connect("postgres", false);
        run(connection, """
                ALTER TABLE app.jobs SET (autovacuum_enabled = off);
                INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts)
                SELECT '%s', gen_random_uuid(), 'note', '{}', now() - interval '1 hour', 3 FROM generate_series(1, %d);
                DELETE FROM app.jobs
                """.formatted(tenant.workspaceId(), DEAD));
        jobs.enqueue(
                tenant,
                IntStream.range(0, LIVE)
                        .mapToObj(number -> JobsDatabase.NOTE.of(new JobsDatabase.Note(number, "")))
                        .toList());
        // What vacuum writes down if it comes while all jobs are done.
        run(connection, """
                CREATE TEMP TABLE claimed AS SELECT workspace_id, id, fence FROM app.jobs;
                CREATE TEMP TABLE reached AS
                SELECT workspace_id, priority, run_at, id FROM app.jobs ORDER BY run_at, id LIMIT 1;
                UPDATE pg_class SET reltuples = 0
                WHERE oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'app.jobs'::regclass
                              UNION ALL SELECT 'app.jobs'::regclass)
                """);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        snapshot.close();
        jobs.close();
    }

    @Test
    void aLookFromWhatWasReachedStepsOverNoDeadOnes() throws SQLException {
        assertPages(30, """
                app.due_lanes(NULL, (SELECT array_agg(workspace_id) FROM reached), (SELECT array_agg(priority) FROM reached),
                              (SELECT array_agg(run_at) FROM reached), (SELECT array_agg(id) FROM reached), now(), 10)""");
    }

    @Test
    void whatIsDoneWithManyJobsReadsAFewPagesOfEach() throws SQLException {
        claim();
        for (String each : List.of(
                "app.extend_leases(" + CLAIMS + ", now() + interval '2 minutes')",
                "app.release_jobs(" + CLAIMS + ")")) {
            assertPages(LIVE * 30, each);
        }
        claim();
        assertPages(LIVE * 60, "app.finish_jobs(" + CLAIMS + ", 'completed', now())");
    }

    @Test
    void whatIsDoneForNothingReadsAFewPagesAsWell() throws SQLException {
        claim();
        run(connection, "UPDATE claimed SET id = gen_random_uuid()");
        assertPages(LIVE * 30, "app.finish_jobs(" + CLAIMS + ", 'completed', now())");
    }

    @Test
    void whatIsDoneWithOneJobReadsAFewPages() throws SQLException {
        claim();
        assertPages(200, "app.report_progress(" + ONE + ", 1, 2, 'half')");
        assertPages(200, "app.fail_job(" + ONE + ", 'failed', NULL, now())");
    }

    private void claim() throws SQLException {
        assertPages(LIVE * 30, """
                app.claim_jobs((SELECT array_agg(workspace_id) FROM reached), (SELECT array_agg(priority) FROM reached),
                               (SELECT array_agg(run_at) FROM reached), (SELECT array_agg(id) FROM reached),
                               %1$d, %1$d, now(), now() + interval '1 minute')""".formatted(LIVE));
        run(connection, "UPDATE claimed c SET fence = j.fence FROM app.jobs j WHERE j.id = c.id");
    }

    private void assertPages(int most, String call) throws SQLException {
        // The first call of a session reads the catalogue, and plans.
        run(connection, "BEGIN; SELECT * FROM " + call + "; ROLLBACK");
        long pages = 0;
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM " + call)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
                Matcher read = PAGES.matcher(lines.getString(1));
                if (read.find()) {
                    // The first is the whole plan's.
                    pages = pages > 0
                            ? pages
                            : Long.parseLong(read.group(1))
                                    + (read.group(2) == null ? 0 : Long.parseLong(read.group(2)));
                }
            }
        }
        assertTrue(pages > 0 && pages <= most, pages + " pages, and " + most + " were enough:\n" + plan);
    }

    private static void run(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }
}
