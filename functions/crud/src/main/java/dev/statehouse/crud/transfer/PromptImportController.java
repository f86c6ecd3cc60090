package dev.statehouse.crud.transfer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.storage.StoredFile;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cards out of files: all rows of a file, or none. */
@Controller("/v1/prompt-imports")
@Tag(name = "Imports and exports")
class PromptImportController {

    private static final int MOST_INLINE_BYTES = 4 * 1024 * 1024;

    private final PromptImports imports;
    private final UploadedFiles uploads;
    private final WorkspaceFiles files;
    private final Writes writes;

    PromptImportController(PromptImports imports, UploadedFiles uploads, WorkspaceFiles files, Writes writes) {
        this.imports = imports;
        this.uploads = uploads;
        this.files = files;
        this.writes = writes;
    }

    @Post
    @Consumes({"text/csv", "application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import cards from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. All of its rows become cards with their first versions, or none
                    does: then the problem's `errors` name the row, the column or pointer, and the reason. At most 10,000
                    rows and 24 seconds. Rows may include each other's prompts as `{{> slug@latest}}`. A slug that is missing
                    is made from the title.

                    CSV: the header names the columns, in any order: title, slug, description, tags (a JSON array, or names
                    between commas), metadata (a JSON object), project (id or slug), visibility, template, system_prompt,
                    variables (a JSON array), change_notes. `act` and `prompt` are taken for title and template; `columns`
                    says so of others, as in `columns=Name:title,Text:template`. Every other column goes to the metadata as
                    text, except id, version, created_at and updated_at, of which no notice is taken. An empty cell is no
                    value. The first row below the header is row 1.

                    NDJSON: on each line a card as `POST /v1/prompt-cards` takes one. What an export says beyond that (ids,
                    counts, instants) is ignored; any other unknown field is an error. Rows are numbered as lines are.
                    """)
    @Answers(value = ImportedCards.class, status = 201)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> create(
            Caller caller, @Nullable @QueryValue String columns, HttpRequest<?> request, @Body byte[] body) {
        Map<String, String> told = Columns.parse(columns);
        String type = request.getContentType().map(MediaType::getSubtype).orElse("");
        Supplier<ImportedCards> work = switch (type) {
            case "csv" -> inline(caller, FileFormat.CSV, told, body);
            case "x-ndjson" -> inline(caller, FileFormat.NDJSON, told, body);
            default -> uploaded(caller, told, uploads.parse(body));
        };
        return writes.once(caller, () -> HttpResponse.created(work.get()));
    }

    private Supplier<ImportedCards> uploaded(Caller caller, Map<String, String> columns, UploadedFile upload) {
        return () -> {
            try (StoredFile file = open(caller, upload)) {
                return imports.run(caller, FileFormat.named(upload.format()), columns, file.content());
            }
        };
    }

    private Supplier<ImportedCards> inline(Caller caller, FileFormat format, Map<String, String> columns, byte[] file) {
        if (file.length > MOST_INLINE_BYTES) {
            throw RequestError.tooLarge("an inline file may have at most 4 MB: send it to an upload, POST /v1/uploads");
        }
        return () -> imports.run(caller, format, columns, new ByteArrayInputStream(file));
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
