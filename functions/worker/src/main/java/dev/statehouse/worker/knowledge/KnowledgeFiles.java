package dev.statehouse.worker.knowledge;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.knowledge.KnowledgeUpload;
import dev.statehouse.data.storage.StoredFile;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.document.DocumentFault;
import dev.statehouse.worker.document.UnreadableDocument;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fetches the files that were announced for entries, and no others. Thread-safe. */
@Singleton
final class KnowledgeFiles {

    private final WorkspaceFiles files;

    KnowledgeFiles(WorkspaceFiles files) {
        this.files = files;
    }

    /**
     * Writes a file to where it can be read.
     *
     * @throws UnreadableDocument if its size or its SHA-256 is not the one that was announced
     * @throws JobFailure if the store does not give it now
     */
    void fetch(Tenant tenant, KnowledgeUpload upload, Path target) throws UnreadableDocument {
        MessageDigest sha256 = sha256();
        try (StoredFile stored = files.open(WorkspaceFile.knowledge(tenant, upload.id()))
                        .orElseThrow(() -> JobFailure.passing("the file is not there"));
                OutputStream output = new DigestOutputStream(Files.newOutputStream(target), sha256)) {
            if (stored.bytes() != upload.bytes() || copy(stored.content(), output, upload.bytes()) != upload.bytes()) {
                throw new UnreadableDocument(DocumentFault.CHANGED);
            }
        } catch (IOException broken) {
            throw JobFailure.passing("the file can't be read right now");
        }
        if (!MessageDigest.isEqual(sha256.digest(), HexFormat.of().parseHex(upload.sha256()))) {
            throw new UnreadableDocument(DocumentFault.CHANGED);
        }
    }

    private static long copy(InputStream content, OutputStream output, int most) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        int read;
        while (copied <= most && (read = content.read(buffer)) >= 0) {
            output.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
