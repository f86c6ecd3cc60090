package dev.statehouse.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Puts the rows of a partition away: {@code archives/TABLE/PARTITION.ndjson.gz}, a row in each line, and beside it a manifest, which
 * is written last, so that an archive without one is none. What was written is read again before anybody relies on it. Thread-safe.
 */
@Singleton
final class Archive {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ArchiveBucket bucket;

    Archive(ArchiveBucket bucket) {
        this.bucket = bucket;
    }

    /** What tells that a table is still the one that was read. */
    record Rows(
            long rows, @Nullable String firstId, @Nullable String lastId) {}

    /**
     * What an archive holds.
     *
     * @param schemaVersion of the migrations whose columns its rows have
     * @param bytes of the compressed file; so {@code sha256}
     */
    record Manifest(
            String relation,
            String partition,
            String schemaVersion,
            long rows,
            @Nullable String firstId,
            @Nullable String lastId,
            long bytes,
            String sha256) {}

    /**
     * Archives a partition, in place of what an earlier try may have left.
     *
     * @return what was read
     * @throws IllegalStateException if what was stored is not what was sent
     */
    Rows keep(Work work, Partition partition) throws SQLException {
        work.waitForLocks(Duration.ofSeconds(2));
        Rows rows = count(work, partition);
        String key = "archives/" + partition.parent() + "/" + partition.name();
        try {
            ArchiveUpload upload = send(work, partition, key + ".ndjson.gz");
            Manifest manifest = new Manifest(
                    "app." + partition.parent(),
                    partition.name(),
                    schemaVersion(work),
                    rows.rows(),
                    rows.firstId(),
                    rows.lastId(),
                    upload.bytes(),
                    upload.sha256());
            check(key + ".ndjson.gz", manifest);
            keep(key + ".manifest.json", manifest);
            work.count("archived", 1);
            work.count("archivedBytes", manifest.bytes());
            return rows;
        } catch (IOException failed) {
            throw new IllegalStateException("the archive of " + partition.name() + " failed", failed);
        }
    }

    static Rows count(Work work, Partition partition) throws SQLException {
        String sql = "SELECT count(*), min(id::text), max(id::text) FROM " + partition.quoted();
        return work.database()
                .query(sql, row -> new Rows(row.getLong(1), row.getString(2), row.getString(3)))
                .getFirst();
    }

    // CSV of one column, with a quote and a delimiter that no JSON text has: its lines are the texts as they are.
    private ArchiveUpload send(Work work, Partition partition, String key) throws SQLException, IOException {
        String copy = "COPY (SELECT row_to_json(t) FROM " + partition.quoted()
                + " t) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')";
        try (ArchiveUpload upload = bucket.upload(key)) {
            GZIPOutputStream compressed = new GZIPOutputStream(upload, 1 << 16);
            work.database().jdbc().unwrap(PGConnection.class).getCopyAPI().copyOut(copy, compressed);
            compressed.finish();
            upload.complete();
            return upload;
        }
    }

    private static String schemaVersion(Work work) throws SQLException {
        return work.database().query("""
                        SELECT version FROM app.flyway_schema_history
                        WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1
                        """, row -> row.getString(1)).getFirst();
    }

    private void check(String key, Manifest manifest) throws IOException {
        try (InputStream stored = bucket.open(key);
                DigestInputStream digested = new DigestInputStream(stored, Sha256.digest())) {
            long lines = lines(digested);
            String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            if (lines != manifest.rows() || !sha256.equals(manifest.sha256())) {
                throw new IllegalStateException("the archive of " + manifest.partition() + " is not what was sent");
            }
        }
    }

    private static long lines(InputStream compressed) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        GZIPInputStream text = new GZIPInputStream(compressed, buffer.length);
        for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        // What stands after the end of the text counts for the digest.
        compressed.transferTo(OutputStream.nullOutputStream());
        return lines;
    }

    private void keep(String key, Manifest manifest) throws IOException {
        byte[] text = json(manifest);
        bucket.write(key, text);
        try (InputStream stored = bucket.open(key)) {
            if (!JSON.readValue(stored, Manifest.class).equals(manifest)) {
                throw new IllegalStateException("the manifest of " + manifest.partition() + " is not what was sent");
            }
        }
    }

    private static byte[] json(Manifest manifest) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(manifest)
                .getBytes(StandardCharsets.UTF_8);
    }
}
