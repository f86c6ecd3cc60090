package dev.statehouse.crud.transfer;

import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
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
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cards out of files: all rows of a file, or none. */
@Controller("/v1/prompt-imports")
@Tag(name = "Imports and exports")
class PromptImportController {

    private final PromptImports imports;
    private final ImportBodies bodies;
    private final Writes writes;

    PromptImportController(PromptImports imports, ImportBodies bodies, Writes writes) {
        this.imports = imports;
        this.bodies = bodies;
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
        Supplier<ImportedCards> work =
                bodies.reading(caller, request, body, (format, content) -> imports.run(caller, format, told, content));
        return writes.once(caller, () -> HttpResponse.created(work.get()));
    }
}
