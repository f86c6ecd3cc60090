package dev.statehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.TestBucket;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Archives that are larger than one part of an upload. */
@Timeout(60)
class LargeArchiveTest {

    private static final String OLD = "app.finished_jobs_2025_01";
    private static final String KEY = "archives/finished_jobs/finished_jobs_2025_01";
    private static final int ROWS = 2_400;

    private final Optional<TestBucket> bucket = TestBucket.create();
    private MaintainedDatabase maintained;
    private S3Client store;

    @BeforeEach
    void start() {
        assumeTrue(bucket.isPresent());
        maintained = new MaintainedDatabase(bucket.get());
        store = S3Client.builder()
                .forcePathStyle(true)
                .endpointOverride(URI.create(bucket.get().endpoint()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void stop() {
        if (maintained != null) {
            store.close();
            maintained.close();
        }
    }

    /** Rows of random text, which no compression makes much smaller: more than the 16 MiB of a part. */
    private void makeLargePartition() {
        maintained.asOwner("""
                UPDATE operations.retentions SET archive = true WHERE relation = 'finished_jobs';
                CREATE TABLE app.finished_jobs_2025_01 (LIKE app.finished_jobs INCLUDING ALL);
                CALL app.isolate_by_workspace('app.finished_jobs_2025_01');
                ALTER TABLE app.finished_jobs ATTACH PARTITION app.finished_jobs_2025_01
                    FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2025-02-01 00:00Z');
                INSERT INTO app.finished_jobs (workspace_id, id, kind, state, payload, priority, run_at, max_attempts, attempt,
                    lapses, progress_done, progress_text, finished_at, created_at)
                SELECT gen_random_uuid(), gen_random_uuid(), 'note', 'completed',
                       jsonb_build_object('text', (
                           SELECT string_agg(encode(sha512(convert_to(n || ' ' || m || random(), 'UTF8')), 'base64'), '')
                           FROM generate_series(1, 120) AS m)),
                       2, now(), 1, 1, 0, 0, '', '2025-01-15', now()
                FROM generate_series(1, %d) AS n;
                """.formatted(ROWS));
    }

    private List<String> uploads() {
        return store
                .listMultipartUploads(list -> list.bucket(bucket.orElseThrow().name()))
                .uploads()
                .stream()
                .map(MultipartUpload::key)
                .toList();
    }

    private List<String> objects() {
        return store.listObjectsV2(list -> list.bucket(bucket.orElseThrow().name())).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private byte[] stored(String suffix) throws IOException {
        try (InputStream stored = maintained.bean(ArchiveBucket.class).open(KEY + suffix)) {
            return stored.readAllBytes();
        }
    }

    @Test
    void whatTakesSeveralPartsArrivesWholeAndItsManifestHasItsHash() throws SQLException, IOException {
        makeLargePartition();
        String wanted =
                maintained.answer("SELECT md5(string_agg(id || md5(payload->>'text'), '|' ORDER BY id)) FROM " + OLD);
        Work work = maintained.run(PartitionTask.class);
        assertEquals(1L, work.counts().get("dropped"), work.failures().toString());

        byte[] file = stored(".ndjson.gz");
        assertTrue(file.length > 17 << 20, "only " + file.length + " bytes: one part");
        String tag = store.headObject(
                        head -> head.bucket(bucket.orElseThrow().name()).key(KEY + ".ndjson.gz"))
                .eTag();
        assertTrue(tag.endsWith("-2\""), "parts by the tag " + tag);
        JsonNode manifest = new ObjectMapper().readTree(stored(".manifest.json"));
        assertEquals(ROWS, manifest.path("rows").asInt());
        assertEquals(file.length, manifest.path("bytes").asInt());
        assertEquals(
                HexFormat.of().formatHex(Sha256.digest().digest(file)),
                manifest.path("sha256").asText());
        assertEquals(wanted, maintained.answer("SELECT md5('" + digests(file) + "')"));
        assertEquals(List.of(), uploads());
    }

    /** Each row's id and the digest of its text, in the order of ids. */
    private static String digests(byte[] file) throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                String id = row.path("id").asText();
                digests.put(id, id + md5(row.at("/payload/text").asText()));
            }
        }
        assertEquals(ROWS, digests.size());
        return String.join("|", digests.values());
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void anUploadThatIsCutAfterAPartIsAbortedAndLeavesNothing() {
        byte[] random = new byte[17 << 20];
        new Random(1).nextBytes(random);
        try (ArchiveUpload upload = maintained.bean(ArchiveBucket.class).upload("archives/cut")) {
            upload.write(random, 0, random.length);
            String id = store.listMultipartUploads(
                            list -> list.bucket(bucket.orElseThrow().name()))
                    .uploads()
                    .getFirst()
                    .uploadId();
            assertEquals(
                    1,
                    store.listParts(list -> list.bucket(bucket.orElseThrow().name())
                                    .key("archives/cut")
                                    .uploadId(id))
                            .parts()
                            .size());
            assertThrows(IllegalStateException.class, upload::sha256);
        }
        assertEquals(List.of(), uploads());
        assertEquals(List.of(), objects());
    }

    @Test
    void aConnectionThatIsCutWhileItIsReadLeavesNothingAndTheNextRunArchivesAll() throws Exception {
        makeLargePartition();
        Thread cutter = Thread.ofVirtual().start(this::cut);
        Work work = maintained.run(PartitionTask.class);
        cutter.interrupt();
        cutter.join();
        assertEquals(1, work.failures().size(), "it was not cut: " + work.counts());
        assertTrue(work.failures().getFirst().startsWith(OLD + " (SQLSTATE "), work.failures()::toString);
        assertEquals(List.of(), uploads());
        assertEquals(List.of(), objects());
        assertEquals(Integer.toString(ROWS), maintained.answer("SELECT count(*) FROM " + OLD));

        assertEquals(1L, maintained.run(PartitionTask.class).counts().get("dropped"));
        assertEquals(List.of(KEY + ".manifest.json", KEY + ".ndjson.gz"), objects());
    }

    /** Ends the connection once some of the rows were read, and not all. */
    private void cut() {
        String cut = "0";
        while (cut.equals("0") && !Thread.currentThread().isInterrupted()) {
            cut = maintained.answer("""
                    SELECT count(pg_terminate_backend(c.pid))
                    FROM pg_stat_progress_copy c
                    WHERE c.datname = current_database() AND c.tuples_processed BETWEEN 100 AND %d
                    """.formatted(ROWS / 2));
        }
    }
}
