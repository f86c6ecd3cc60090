package dev.statehouse.crud.transfer;

import dev.statehouse.data.Ids;
import dev.statehouse.data.storage.FileLink;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Cards as files. */
@Controller("/v1/prompt-exports")
@Tag(name = "Imports and exports")
class PromptExportController {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int MOST_INLINE_BYTES = 4 * MEGABYTE;

    // On Lambda's temporary storage, which has 512 MB unless more is asked for.
    private static final long MOST_BYTES = 100L * MEGABYTE;

    private final PromptExports exports;
    private final WorkspaceFiles files;

    PromptExportController(PromptExports exports, WorkspaceFiles files) {
        this.exports = exports;
        this.files = files;
    }

    /**
     * A file to be fetched.
     *
     * @param downloadUrl gives the file, without credentials, until it expires
     */
    @Introspected
    record Export(URI downloadUrl, Instant expiresAt, int rows, long bytes) {}

    @Get
    @Produces({"application/x-ndjson", "text/csv", "application/json"})
    @Operation(summary = "Export cards with their newest versions", description = """
                    Newest first, as NDJSON (each line a card as the API shows it, with `version`) or CSV (`format=csv`).
                    Either can be imported again. Up to 4 MB the file is the answer; `delivery=url` answers with a link to it,
                    `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB. A larger one is refused: narrow it by the filters,
                    which are those of the list.

                    Texts are written exactly as they are kept. A spreadsheet takes a cell that begins with `=`, `+`, `-` or
                    `@` for a formula, quoted or not: have it import the columns as text.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.PROMPTS_READ)
    HttpResponse<?> export(Caller caller, @RequestBean ExportRequest request) {
        return request.byLink() ? byLink(caller, request) : inline(caller, request);
    }

    private HttpResponse<?> inline(Caller caller, ExportRequest request) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        exports.write(caller, request, new BoundedOutput(file, MOST_INLINE_BYTES, "ask for it with delivery=url"));
        return HttpResponse.ok(file.toByteArray())
                .header(HttpHeaders.CONTENT_TYPE, request.fileFormat().mediaType() + ";charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(request) + "\"");
    }

    private HttpResponse<?> byLink(Caller caller, ExportRequest request) {
        try {
            Path file = Files.createTempFile("export", null);
            try {
                return HttpResponse.ok(store(caller, request, file)).contentType(MediaType.APPLICATION_JSON_TYPE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private Export store(Caller caller, ExportRequest request, Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            BoundedOutput bounded = new BoundedOutput(output, MOST_BYTES, "narrow it by the list's filters");
            int rows = exports.write(caller, request, bounded);
            WorkspaceFile stored = WorkspaceFile.export(caller, Ids.next());
            files.write(stored, file, request.fileFormat().mediaType());
            FileLink link = files.linkToRead(stored, name(request));
            return new Export(link.url(), link.expiresAt(), rows, bounded.bytes());
        }
    }

    private static String name(ExportRequest request) {
        return "prompts." + request.fileFormat().label();
    }
}
