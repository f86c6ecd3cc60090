package dev.statehouse.crud.transfer;

import dev.statehouse.data.Ids;
import dev.statehouse.data.storage.FileLink;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
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
import java.util.UUID;

/** Links by which files too large for a request are sent. */
@Controller("/v1/uploads")
@Tag(name = "Imports and exports")
class UploadController {

    private final WorkspaceFiles files;
    private final Writes writes;

    UploadController(WorkspaceFiles files, Writes writes) {
        this.files = files;
        this.writes = writes;
    }

    /**
     * Where to send a file.
     *
     * @param uploadUrl takes one PUT of the file, without credentials, until it expires
     */
    @Introspected
    record Upload(UUID uploadId, URI uploadUrl, Instant expiresAt) {}

    @Post
    @Operation(summary = "Begin an upload", description = """
                    Answers with a link that works for 15 minutes: `curl --upload-file prompts.csv "$uploadUrl"`. It takes
                    exactly as many bytes as were announced. The file is kept for a day, for this workspace alone.
                    """)
    @Answers(value = Upload.class, status = 201)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> create(Caller caller, @Valid @Body NewUpload body) {
        return writes.once(caller, () -> {
            UUID id = Ids.next();
            FileLink link = files.linkToWrite(WorkspaceFile.upload(caller, id), body.bytes());
            return HttpResponse.created(new Upload(id, link.url(), link.expiresAt()));
        });
    }
}
