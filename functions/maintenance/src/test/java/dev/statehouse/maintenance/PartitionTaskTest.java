package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.TestBucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PartitionTaskTest {

    private static final String OLD = "app.finished_jobs_2025_01";

    private final Optional<TestBucket> bucket = TestBucket.create();
    private MaintainedDatabase maintained;

    @BeforeEach
    void start() {
        maintained = bucket.map(MaintainedDatabase::new).orElseGet(MaintainedDatabase::new);
    }

    @AfterEach
    void stop() {
        maintained.close();
    }

    private void makeOldPartition(int rows) {
        maintained.asOwner("""
                CREATE TABLE app.finished_jobs_2025_01 (LIKE app.finished_jobs INCLUDING ALL);
                CALL app.isolate_by_workspace('app.finished_jobs_2025_01');
                ALTER TABLE app.finished_jobs ATTACH PARTITION app.finished_jobs_2025_01
                    FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2025-02-01 00:00Z');
                """ + rows(rows));
    }

    private static String rows(int count) {
        return """
            INSERT INTO app.finished_jobs (workspace_id, id, kind, state, payload, priority, run_at, max_attempts, attempt, lapses,
                progress_done, progress_text, finished_at, created_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 'note', 'completed', jsonb_build_object('text', E'a\\n"\\\\ \\u00e9' || n),
                2, now(), 1, 1, 0, 0, '', '2025-01-15', now()
            FROM generate_series(1, %d) AS n;
            """.formatted(count);
    }

    private void archiveFinishedJobs() {
        maintained.asOwner("UPDATE operations.retentions SET archive = true WHERE relation = 'finished_jobs'");
    }

    private boolean exists(String table) {
        return !maintained.answer("SELECT to_regclass('" + table + "')").equals("null");
    }

    @Test
    void missingMonthsAreMadeForEveryPartitionedTable() throws SQLException {
        String newest = maintained.answer("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '3 months', 'YYYY_MM')");
        maintained.asOwner("DROP TABLE app.finished_jobs_%1$s; DROP TABLE app.audit_entries_%1$s".formatted(newest));
        Work work = maintained.run(PartitionTask.class);
        assertEquals(2L, work.counts().get("made"), work.counts().toString());
        assertTrue(exists("app.finished_jobs_" + newest) && exists("app.audit_entries_" + newest));
        assertEquals(0L, maintained.run(PartitionTask.class).counts().get("made"));
    }

    @Test
    void whatIsPastItsRetentionIsDroppedAndNothingElse() throws SQLException {
        makeOldPartition(10);
        maintained.asOwner("SELECT app.make_partitions('app.finished_jobs', 24)");
        String before =
                maintained.answer("SELECT count(*) FROM pg_inherits WHERE inhparent = 'app.finished_jobs'::regclass");
        assertEquals(1L, maintained.run(PartitionTask.class).counts().get("dropped"));
        assertEquals("false", String.valueOf(exists(OLD)));
        assertEquals(
                Long.parseLong(before) - 1,
                Long.parseLong(maintained.answer(
                        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'app.finished_jobs'::regclass")));
    }

    @Test
    void aTableWithoutARetentionKeepsItsOldestMonths() throws SQLException {
        makeOldPartition(1);
        maintained.asOwner("DELETE FROM operations.retentions");
        maintained.run(PartitionTask.class);
        assertTrue(exists(OLD));
    }

    @Test
    void theAuditLogCannotBeGivenARetention() {
        IllegalStateException refused = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class,
                () -> maintained.asOwner(
                        "INSERT INTO operations.retentions (relation, keep_months, archive) VALUES ('audit_entries', 12, true)"));
        assertTrue(String.valueOf(refused.getMessage()).contains("the_audit_log_is_kept"), refused.getMessage());
    }

    @Test
    void anArchiveHoldsEveryRowAndItsManifestTellsOfIt() throws SQLException, IOException {
        assumeTrue(bucket.isPresent());
        makeOldPartition(1_000);
        archiveFinishedJobs();
        String wanted = maintained.answer("SELECT md5(string_agg(payload->>'text', '|' ORDER BY id)) FROM " + OLD);
        String first = maintained.answer("SELECT min(id::text) FROM " + OLD);
        Work work = maintained.run(PartitionTask.class);
        assertEquals(1L, work.counts().get("dropped"), work.failures().toString());

        JsonNode manifest = new ObjectMapper().readTree(stored(".manifest.json"));
        assertEquals(1_000, manifest.path("rows").asInt());
        assertEquals(first, manifest.path("firstId").asText());
        assertEquals("app.finished_jobs", manifest.path("relation").asText());
        assertEquals(
                maintained.answer("SELECT max(version) FROM app.flyway_schema_history WHERE version IS NOT NULL"),
                manifest.path("schemaVersion").asText());
        List<String> lines;
        try (InputStream text = new GZIPInputStream(new java.io.ByteArrayInputStream(stored(".ndjson.gz")))) {
            lines = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertEquals(1_000, lines.size());
        maintained.asOwner("CREATE TABLE app.restored (LIKE app.finished_jobs)");
        restore(lines);
        assertEquals(
                wanted,
                maintained.answer("SELECT md5(string_agg(payload->>'text', '|' ORDER BY id)) FROM app.restored"));
    }

    private void restore(List<String> lines) throws SQLException {
        try (Connection connection = maintained.database().connect("postgres", false);
                java.sql.PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO app.restored SELECT * FROM json_populate_record(NULL::app.restored, ?::json)")) {
            for (String line : lines) {
                insert.setString(1, line);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private byte[] stored(String suffix) throws IOException {
        try (InputStream stored =
                maintained.bean(ArchiveBucket.class).open("archives/finished_jobs/finished_jobs_2025_01" + suffix)) {
            return stored.readAllBytes();
        }
    }

    @Test
    void withoutABucketNothingThatIsToBeArchivedIsDropped() throws SQLException {
        try (MaintainedDatabase homeless = new MaintainedDatabase()) {
            maintained.close();
            maintained = homeless;
            makeOldPartition(5);
            archiveFinishedJobs();
            Work work = homeless.run(PartitionTask.class);
            assertEquals(List.of(OLD + " (IllegalStateException)"), work.failures());
            assertEquals("5", homeless.answer("SELECT count(*) FROM app.finished_jobs"));
            maintained = new MaintainedDatabase();
        }
    }

    @Test
    void aPartitionThatWasDetachedAndNotDroppedIsDroppedByTheNextRun() throws SQLException {
        makeOldPartition(5);
        maintained.asOwner("ALTER TABLE app.finished_jobs DETACH PARTITION " + OLD);
        assertEquals(1L, maintained.run(PartitionTask.class).counts().get("dropped"));
        assertEquals("false", String.valueOf(exists(OLD)));
    }

    @Test
    void aLockThatIsHeldIsTriedForInTurnsAndTheRunGoesOnWithoutIt() throws Exception {
        makeOldPartition(5);
        try (Connection reader = maintained.database().connect("postgres", false);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM app.finished_jobs");
            Thread later = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(1_500);
                    reader.rollback();
                } catch (InterruptedException | SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            assertEquals(1L, maintained.run(PartitionTask.class).counts().get("dropped"));
            later.join();
        }
    }

    @Test
    void aLockThatIsNotGivenUpIsCountedAndTheTableKept() throws SQLException {
        makeOldPartition(5);
        try (Connection reader = maintained.database().connect("postgres", false);
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM app.finished_jobs");
            Work work = maintained.run(PartitionTask.class, java.time.Duration.ofSeconds(3));
            assertEquals(1L, work.counts().get("locked"), work.counts().toString());
        }
        assertEquals("5", maintained.answer("SELECT count(*) FROM app.finished_jobs"));
    }
}
