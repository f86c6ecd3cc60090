package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Jobs;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeExtraction;
import dev.statehouse.data.knowledge.KnowledgeFileRemoval;
import dev.statehouse.data.knowledge.KnowledgePiece;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.worker.document.Pdfs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of files that are brought, once and only once, whatever happens to those who work on them. */
class KnowledgeExtractionTest {

    private static final String PLAIN = "text/plain";

    private WorkerDatabase database;
    private KnowledgeShelf shelf;

    @BeforeEach
    void start() {
        Optional<TestBucket> bucket = TestBucket.create();
        assumeTrue(bucket.isPresent(), "no S3-compatible store runs: localstack/s3/target/lib is not built");
        start(bucket.orElseThrow().properties());
    }

    private void start(Map<String, Object> properties) {
        database = new WorkerDatabase(properties);
        shelf = new KnowledgeShelf(database, database.workspace());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static byte[] sentences(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj("This is the sentence of number %d, and it ends. "::formatted)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Runs whatever is due, and what is due again later. */
    private void work() {
        database.run();
        for (int i = 0; i < KnowledgeExtraction.KIND.maxAttempts(); i++) {
            database.clock().move(Duration.ofHours(2));
            database.run();
        }
    }

    @Test
    void aPdfBecomesTextAndPieces() {
        UUID entry = shelf.entry();
        shelf.bring(entry, Pdfs.of("The first page ends here.", "The second page ends there."), "application/pdf");
        assertEquals("waiting", shelf.find(entry).state());
        database.run();
        KnowledgeEntry ready = shelf.find(entry);
        assertEquals("ready", ready.state(), ready.failure());
        assertNotNull(ready.readyAt());
        assertTrue(shelf.text(entry).contains("The second page ends there."), shelf.text(entry));
        List<KnowledgePiece> pieces = shelf.pieces(entry);
        assertEquals(ready.pieceCount(), pieces.size());
        assertEquals(
                shelf.text(entry), pieces.stream().map(KnowledgePiece::content).collect(Collectors.joining()));
        // Nothing of the content stands in the log.
        assertEquals(0, database.count("""
                SELECT count(*) FROM app.audit_entries WHERE concat(before, after) LIKE '%second page%'"""));
        assertEquals(1, database.count("""
                SELECT count(*) FROM app.audit_entries WHERE row_id = '%s' AND after ->> 'state' = 'ready'""".formatted(entry)));
    }

    @Test
    void whatIsWrongWithAFileFailsTheEntryAtOnceAndTheJobNot() {
        UUID entry = shelf.entry();
        shelf.bring(entry, sentences(1, 3), PLAIN);
        database.run();
        shelf.bring(entry, Pdfs.of(""), "application/pdf");
        WorkerRun.Counts counts = database.run();
        KnowledgeEntry failed = shelf.find(entry);
        assertEquals("failed", failed.state());
        assertTrue(String.valueOf(failed.failure()).startsWith("there is no text in the document"), failed.failure());
        assertEquals(0, database.count("SELECT count(*) FROM app.jobs"), counts::toString);
        assertEquals(0, database.count("SELECT count(*) FROM app.dead_jobs"));
        // What was there before still is.
        assertEquals(new String(sentences(1, 3), StandardCharsets.UTF_8), shelf.text(entry));
        assertEquals(1, failed.readyContentVersion());
    }

    @Test
    void anotherFileThanTheAnnouncedOneIsRefused() {
        UUID entry = shelf.entry();
        shelf.bring(entry, sentences(1, 3), PLAIN, sentences(2, 4));
        database.run();
        assertTrue(String.valueOf(shelf.find(entry).failure()).contains("SHA-256"));
        shelf.bring(entry, sentences(1, 3), PLAIN, sentences(1, 4));
        database.run();
        assertTrue(String.valueOf(shelf.find(entry).failure()).contains("SHA-256"));
        assertEquals(List.of(), shelf.pieces(entry));
    }

    @Test
    void newContentTakesThePlaceOfTheOldAsAWhole() {
        UUID entry = shelf.entry();
        UUID old = shelf.bring(entry, sentences(1, 30), PLAIN);
        database.run();
        UUID next = shelf.bring(entry, sentences(31, 40), PLAIN);
        assertTrue(shelf.text(entry).startsWith("This is the sentence of number 1,"), "until the new one is ready");
        assertEquals("waiting", shelf.find(entry).state());
        database.run();
        assertEquals(new String(sentences(31, 40), StandardCharsets.UTF_8), shelf.text(entry));
        assertTrue(shelf.pieces(entry).getFirst().content().startsWith("This is the sentence of number 31,"));
        assertEquals(1, database.count("SELECT count(*) FROM app.knowledge_texts"));
        assertEquals(
                1,
                database.count("SELECT count(*) FROM app.knowledge_uploads WHERE id = '%s' AND expires_at > now()"
                        .formatted(old)));
        assertEquals(
                1,
                database.count("SELECT count(*) FROM app.knowledge_uploads WHERE id = '%s' AND expires_at IS NULL"
                        .formatted(next)));
    }

    @Test
    void manyJobsForOneEntryMakeOneSetOfPieces() {
        UUID entry = shelf.entry();
        shelf.bring(entry, sentences(1, 50), PLAIN);
        shelf.bring(entry, sentences(1, 60), PLAIN);
        KnowledgeEntry waiting = shelf.find(entry);
        for (int i = 0; i < 6; i++) {
            database.enqueue(shelf.tenant(), KnowledgeExtraction.of(waiting));
        }
        database.run();
        KnowledgeEntry ready = shelf.find(entry);
        assertEquals("ready", ready.state());
        assertEquals(2, ready.readyContentVersion());
        assertEquals(ready.pieceCount(), shelf.pieces(entry).size());
        assertEquals(
                ready.pieceCount(),
                database.count("SELECT count(DISTINCT number) FROM app.knowledge_pieces WHERE entry_id = '%s'"
                        .formatted(entry)));
        assertEquals(0, database.count("SELECT count(*) FROM app.jobs"));
        assertEquals(1, database.count("""
                SELECT count(*) FROM app.audit_entries WHERE row_id = '%s' AND after ->> 'state' = 'ready'""".formatted(entry)));
    }

    @Test
    void otherPiecesAreMadeOfTheSameText() {
        UUID entry = shelf.entry();
        shelf.bring(entry, sentences(1, 50), PLAIN);
        database.run();
        int before = shelf.pieces(entry).size();
        KnowledgeEntry waiting = database.application(Workspaces.class).write(shelf.tenant(), () -> {
            KnowledgeEntries entries = database.application(KnowledgeEntries.class);
            entries.change(entry, null, false, null, null, null, false, null, null, null, false, null, 200, 0);
            return entries.remake(entry, 0).getFirst();
        });
        database.enqueue(shelf.tenant(), KnowledgeExtraction.of(waiting));
        database.run();
        assertTrue(
                shelf.pieces(entry).size() < before / 2,
                () -> before + " before, now " + shelf.pieces(entry).size());
        assertEquals(1, shelf.find(entry).readyContentVersion());
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainAndInTheEndTheEntrySaysSo() {
        stop();
        TestBucket.useAnyCredentials();
        // Nobody listens there.
        start(Map.of("uploads.bucket", "none", "aws.endpoint-url-s3", "http://127.0.0.1:9"));
        UUID entry = shelf.entry();
        database.database().asOwner("""
                UPDATE knowledge_entries SET content_version = 1, pieces_version = 1 WHERE id = '%1$s';
                INSERT INTO knowledge_uploads (workspace_id, id, entry_id, content_type, bytes, sha256, content_version, expires_at)
                SELECT workspace_id, gen_random_uuid(), id, 'text/plain', 4, repeat('0', 64), 1, NULL
                FROM knowledge_entries WHERE id = '%1$s'
                """.formatted(entry));
        UUID job = database.enqueue(shelf.tenant(), KnowledgeExtraction.of(shelf.find(entry)));
        database.run();
        assertEquals("processing", shelf.find(entry).state());
        assertTrue(
                String.valueOf(database.find(shelf.tenant(), job).lastError()).contains("not available"));
        work();
        assertEquals("failed", shelf.find(entry).state());
        assertTrue(String.valueOf(shelf.find(entry).failure()).contains("take the content again"));
        assertEquals(0, database.count("SELECT count(*) FROM app.dead_jobs"));
    }

    /** Brings an entry a file; the job for it. */
    private UUID bring(UUID entry) {
        shelf.bring(entry, sentences(1, 3), PLAIN);
        return database.id(
                "SELECT id FROM app.jobs WHERE payload ->> 'entryId' = '%s' ORDER BY id DESC".formatted(entry));
    }

    @Test
    void anEntryWhoseJobIsCancelledSaysSoAndGoesOnWithNewContent() {
        UUID entry = shelf.entry();
        UUID job = bring(entry);
        database.application(Workspaces.class)
                .write(shelf.tenant(), () -> database.application(Jobs.class).cancelWaiting(job, Instant.now()));
        assertEquals("failed", shelf.find(entry).state());
        assertEquals(
                "it was cancelled before it was processed: take the content again",
                shelf.find(entry).failure());
        bring(entry);
        assertEquals("waiting", shelf.find(entry).state());
        database.run();
        assertEquals("ready", shelf.find(entry).state());
    }

    @Test
    void whatIsCancelledWhenAnotherJobHasTheEntryChangesNothing() {
        UUID entry = shelf.entry();
        UUID first = bring(entry);
        shelf.bring(entry, sentences(1, 5), PLAIN);
        database.application(Workspaces.class)
                .write(shelf.tenant(), () -> database.application(Jobs.class).cancelWaiting(first, Instant.now()));
        assertEquals("waiting", shelf.find(entry).state());
        database.run();
        assertEquals("ready", shelf.find(entry).state());
    }

    @Test
    void anEntryWhoseJobDiesWithItsWorkerSaysSo() {
        UUID entry = shelf.entry();
        bring(entry);
        // The worker of the last attempt was killed in the middle of it.
        database.database().asOwner("UPDATE jobs SET attempt = max_attempts");
        database.run();
        assertEquals(1, database.count("SELECT count(*) FROM app.dead_jobs"));
        assertEquals("failed", shelf.find(entry).state());
        // A payload that is nothing of the kind is none of an entry's.
        database.database().asOwner("""
                INSERT INTO dead_jobs
                SELECT (jsonb_populate_record(d, '{"id": "%s", "payload": {"entryId": "x", "version": []}}')).* FROM dead_jobs d
                """.formatted(UUID.randomUUID()));
        assertEquals(2, database.count("SELECT count(*) FROM app.dead_jobs"));
    }

    @Test
    void filesAreRemovedOfOnesOwnWorkspaceAlone() {
        UUID entry = shelf.entry();
        UUID mine = shelf.bring(entry, sentences(1, 2), PLAIN);
        KnowledgeShelf other = new KnowledgeShelf(database, database.workspace());
        UUID theirs = other.bring(other.entry(), sentences(1, 2), PLAIN);
        database.enqueue(
                shelf.tenant(),
                KnowledgeFileRemoval.KIND.of(new KnowledgeFileRemoval(List.of(mine, theirs, UUID.randomUUID()))));
        database.run();
        assertFalse(shelf.hasFile(mine));
        assertTrue(other.hasFile(theirs));
        assertNull(shelf.find(entry).failure());
    }
}
