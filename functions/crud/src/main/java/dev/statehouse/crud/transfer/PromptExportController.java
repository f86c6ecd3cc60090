package dev.statehouse.crud.transfer;

import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Cards as files. */
@Controller("/v1/prompt-exports")
@Tag(name = "Imports and exports")
class PromptExportController {

    private final PromptExports exports;
    private final Exporter exporter;

    PromptExportController(PromptExports exports, Exporter exporter) {
        this.exports = exports;
        this.exporter = exporter;
    }

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
        return exporter.export(
                caller,
                request.delivery(),
                request.fileFormat(),
                "prompts",
                target -> exports.write(caller, request, target));
    }
}
