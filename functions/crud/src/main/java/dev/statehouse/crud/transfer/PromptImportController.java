package dev.statehouse.crud.transfer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.storage.StoredFile;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cards out of files: all rows of a file, or none. */
@Controller("/v1/prompt-imports")
@Tag(name = "Imports and exports")
class PromptImportController {

    private static final int MOST_INLINE_BYTES = 4 * 1024 * 1024;

    private final PromptImports imports;
    private final WorkspaceFiles files;
    private final Writes writes;

    PromptImportController(PromptImports imports, WorkspaceFiles files, Writes writes) {
        this.imports = imports;
        this.files = files;
        this.writes = writes;
    }

    @Post
    @Consumes("text/csv")
    @Operation(summary = "Import cards from a CSV file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; a larger one is sent to an upload first. Its header names
                    the columns, in any order: title, slug, description, tags (a JSON array, or names between commas),
                    metadata (a JSON object), project (id or slug), visibility, template, system_prompt, variables (a JSON
                    array), change_notes. `act` and `prompt` are taken for title and template; `columns` says so of others.
                    Every other column goes to the metadata as text, except id, version, created_at and updated_at, of which
                    no notice is taken. An empty cell is no value. A slug that is missing is made from the title.

                    All rows become cards with their first versions, or none does: then the problem's `errors` name the row
                    (the first below the header is 1), the column and the reason. At most 10,000 rows. Rows may include each
                    other's prompts as `{{> slug@latest}}`.
                    """)
    HttpResponse<?> fromCsv(Caller caller, @Nullable @QueryValue String columns, @Nullable @Body byte[] file) {
        return inline(caller, FileFormat.CSV, Columns.parse(columns), file);
    }

    @Post
    @Consumes("application/x-ndjson")
    @Operation(summary = "Import cards from newline-delimited JSON", description = """
                    The body is the file, in UTF-8 and up to 4 MB: on each line a card as `POST /v1/prompt-cards` takes one.
                    What an export says beyond that (ids, counts, instants) is ignored; any other unknown field is an error.
                    All lines become cards, or none does: then the problem's `errors` name the row (the number of the line),
                    the pointer into its card and the reason. At most 10,000 lines.
                    """)
    HttpResponse<?> fromLines(Caller caller, @Nullable @Body byte[] file) {
        return inline(caller, FileFormat.NDJSON, Map.of(), file);
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import cards from an uploaded file",
            description =
                    "The file was sent to the link of `POST /v1/uploads`; it is read as an inline one is, for at most 24 s.")
    HttpResponse<?> fromUpload(Caller caller, @Nullable @QueryValue String columns, @Valid @Body UploadedFile upload) {
        Map<String, String> told = Columns.parse(columns);
        return writes.once(caller, () -> {
            try (StoredFile file = open(caller, upload)) {
                return HttpResponse.created(
                        imports.run(caller, FileFormat.named(upload.format()), told, file.content()));
            }
        });
    }

    private HttpResponse<?> inline(
            Caller caller, FileFormat format, Map<String, String> columns, byte @Nullable [] file) {
        byte[] content = file == null ? new byte[0] : file;
        if (content.length > MOST_INLINE_BYTES) {
            throw RequestError.tooLarge("an inline file may have at most 4 MB: send it to an upload, POST /v1/uploads");
        }
        return writes.once(
                caller,
                () -> HttpResponse.created(imports.run(caller, format, columns, new ByteArrayInputStream(content))));
    }

    private StoredFile open(Caller caller, UploadedFile upload) {
        StoredFile file = files.open(WorkspaceFile.upload(caller, upload.uploadId()))
                .orElseThrow(() -> new DataError(
                        DataError.Kind.NOT_FOUND,
                        "there is no such upload: nothing was sent to it, or it has expired"));
        if (file.bytes() > NewUpload.MOST_BYTES) {
            file.close();
            throw RequestError.tooLarge("a file may have at most 32 MB: split it");
        }
        return file;
    }
}
