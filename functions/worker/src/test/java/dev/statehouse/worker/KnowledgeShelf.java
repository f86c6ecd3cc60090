package dev.statehouse.worker;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeExtraction;
import dev.statehouse.data.knowledge.KnowledgePiece;
import dev.statehouse.data.knowledge.KnowledgePieces;
import dev.statehouse.data.knowledge.KnowledgeText;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.data.knowledge.KnowledgeUploads;
import dev.statehouse.data.knowledge.KnowledgeWork;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Entries of a workspace and their files, as the application makes them. */
record KnowledgeShelf(WorkerDatabase database, Tenant tenant) {

    private <T> T bean(Class<T> type) {
        return database.application(type);
    }

    private <T> T write(Supplier<T> work) {
        return bean(Workspaces.class).write(tenant, work);
    }

    /** Pieces of 64 tokens that repeat up to 16. */
    UUID entry() {
        return write(() -> bean(KnowledgeEntries.class)
                        .insert(
                                Ids.next(),
                                null,
                                "Entry",
                                "file",
                                null,
                                Json.EMPTY_OBJECT,
                                new String[0],
                                "en",
                                64,
                                16,
                                0)
                        .getFirst())
                .id();
    }

    /** Sends a file and makes it the entry's content, for which a job is enqueued. */
    UUID bring(UUID entry, byte[] content, String contentType) {
        return bring(entry, content, contentType, content);
    }

    /** As if another file were sent than the one that was announced. */
    UUID bring(UUID entry, byte[] announced, String contentType, byte[] sent) {
        UUID upload = Ids.next();
        put(upload, sent);
        KnowledgeUploads uploads = bean(KnowledgeUploads.class);
        write(() -> uploads.insert(upload, entry, contentType, announced.length, sha256(announced)));
        KnowledgeEntry taken = write(() -> {
            KnowledgeEntry next = bean(KnowledgeEntries.class).remake(entry, 1).getFirst();
            uploads.take(upload, entry, next.contentVersion());
            return next;
        });
        database.enqueue(tenant, KnowledgeExtraction.of(taken));
        return upload;
    }

    private void put(UUID upload, byte[] content) {
        try {
            Path file = Files.createTempFile("knowledge", null);
            Files.write(file, content);
            bean(WorkspaceFiles.class).write(WorkspaceFile.knowledge(tenant, upload), file, "text/plain");
            Files.delete(file);
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }

    boolean hasFile(UUID upload) {
        return bean(WorkspaceFiles.class)
                .size(WorkspaceFile.knowledge(tenant, upload))
                .isPresent();
    }

    KnowledgeEntry find(UUID entry) {
        return Objects.requireNonNull(bean(Workspaces.class)
                .read(tenant, () -> bean(KnowledgeWork.class).find(entry)));
    }

    String text(UUID entry) {
        KnowledgeText text = bean(Workspaces.class)
                .read(tenant, () -> bean(KnowledgeTexts.class).ready(entry));
        return text == null ? "" : text.content();
    }

    List<KnowledgePiece> pieces(UUID entry) {
        return bean(Workspaces.class)
                .read(tenant, () -> bean(KnowledgePieces.class).list(entry, null, 0, 1_000));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
