package dev.statehouse.crud.knowledge;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeUpload;
import dev.statehouse.data.knowledge.KnowledgeUploads;
import dev.statehouse.data.storage.SignedUpload;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** Files that become the content of entries. */
@Controller("/v1/knowledge-entries/{id}")
@Tag(name = "Knowledge")
class KnowledgeUploadController {

    private static final int MOST_OPEN = 10;
    private static final String UPLOAD = "upload of the entry";

    private final Workspaces workspaces;
    private final KnowledgeEntries entries;
    private final KnowledgeUploads uploads;
    private final KnowledgeWriter writer;
    private final WorkspaceFiles files;
    private final Writes writes;

    KnowledgeUploadController(
            Workspaces workspaces,
            KnowledgeEntries entries,
            KnowledgeUploads uploads,
            KnowledgeWriter writer,
            WorkspaceFiles files,
            Writes writes) {
        this.workspaces = workspaces;
        this.entries = entries;
        this.uploads = uploads;
        this.writer = writer;
        this.files = files;
        this.writes = writes;
    }

    /**
     * Where to send a file.
     *
     * @param uploadUrl takes one PUT of the file, without credentials, until it expires
     * @param headers to be sent with it, each as it is
     */
    @Introspected
    record Upload(UUID uploadId, URI uploadUrl, Map<String, String> headers, Instant expiresAt) {}

    @Post("/uploads")
    @Operation(summary = "Begin the upload of an entry's content", description = """
                    Answers with a link that works for 15 minutes and takes the announced file alone, of at most 10 MB (10,485,760
                    bytes), with the `headers` that are named. Afterwards `POST /v1/knowledge-entries/{id}/content` makes it the
                    entry's content; what is not taken within a day is removed. At most 10 uploads of an entry may be open.
                    """)
    @Answers(value = Upload.class, status = 201)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    @Example("""
            {"contentType": "application/pdf", "bytes": 482133,
             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""")
    HttpResponse<?> create(Caller caller, UUID id, @Valid @Body NewKnowledgeUpload body) {
        return writes.once(caller, () -> {
            KnowledgeEntry entry = Revisions.found(entries.hold(id), KnowledgeEntryController.NOUN);
            if (uploads.open(entry.id(), MOST_OPEN) == MOST_OPEN) {
                throw new DataError(
                        DataError.Kind.CONFLICT, "the entry has 10 open uploads: finish one, or wait a day");
            }
            KnowledgeUpload upload = uploads.insert(
                            Ids.next(), entry.id(), body.contentType(), body.bytes(), body.sha256())
                    .getFirst();
            SignedUpload signed = files.linkToWrite(
                    WorkspaceFile.knowledge(caller, upload.id()),
                    upload.bytes(),
                    upload.contentType(),
                    HexFormat.of().parseHex(upload.sha256()));
            return HttpResponse.created(new Upload(
                    upload.id(),
                    signed.link().url(),
                    signed.headers(),
                    signed.link().expiresAt()));
        });
    }

    @Post("/content")
    @Operation(summary = "Make an uploaded file the entry's content", description = """
                    Answers once the file is there; its text is taken out of it soon after, see the entry's `state`. What is in the
                    file decides, not what it was said to be: PDF, HTML, Markdown or plain text in UTF-8. 409 if the file has not
                    been sent. Text and pieces of the content before stay until the new one is ready.
                    """)
    @Answers(value = KnowledgeEntry.class, status = 202)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    @Example("""
            {"uploadId": "0199d2a1-7c3e-7b54-9d5e-3f6a2b1c0d9e"}""")
    HttpResponse<?> take(Caller caller, UUID id, @Valid @Body UploadedContent body) {
        Runnable check = checking(caller, id, body.uploadId());
        return writes.once(caller, () -> {
            Revisions.found(entries.hold(id), KnowledgeEntryController.NOUN);
            check.run();
            KnowledgeEntry entry = writer.takeContent(id);
            Revisions.found(uploads.take(body.uploadId(), id, entry.contentVersion()), UPLOAD);
            return Revisions.tagged(
                    HttpResponse.<KnowledgeEntry>accepted(URI.create("/v1/knowledge-entries/" + id))
                            .body(entry),
                    entry.revision());
        });
    }

    // The store is asked before the transaction begins, which holds what it locks. What is amiss is told inside: a
    // repeat
    // is answered as the first was, whatever became of entry and file since.
    private Runnable checking(Caller caller, UUID id, UUID uploadId) {
        KnowledgeUpload upload = workspaces.read(caller, () -> uploads.find(uploadId, id));
        OptionalLong size =
                upload == null ? OptionalLong.empty() : files.size(WorkspaceFile.knowledge(caller, upload.id()));
        return () -> checkFile(size, Revisions.found(upload, UPLOAD).bytes());
    }

    private static void checkFile(OptionalLong size, int announced) {
        if (size.isEmpty()) {
            throw new DataError(DataError.Kind.CONFLICT, "the file has not been sent to the upload's link");
        }
        if (size.getAsLong() != announced) {
            throw new DataError(
                    DataError.Kind.CONFLICT,
                    "the file has %d bytes, not the %d that were announced".formatted(size.getAsLong(), announced));
        }
    }
}
