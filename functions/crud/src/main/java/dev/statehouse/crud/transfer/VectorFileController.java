package dev.statehouse.crud.transfer;

import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.crud.vector.NewVector;
import dev.statehouse.crud.vector.VectorWriter;
import dev.statehouse.data.vector.Vector;
import dev.statehouse.data.vector.VectorLists;
import dev.statehouse.data.vector.VectorSelection;
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
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Vectors as files, with their numbers. */
@Controller("/v1")
@Tag(name = "Imports and exports")
class VectorFileController {

    private final VectorLists lists;
    private final VectorWriter writer;
    private final RowFiles files;
    private final Writes writes;

    VectorFileController(VectorLists lists, VectorWriter writer, RowFiles files, Writes writes) {
        this.lists = lists;
        this.writer = writer;
        this.files = files;
        this.writes = writes;
    }

    @Post("/vector-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import vectors from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line a vector as `POST /v1/vectors` takes one, with its
                    `values`. All of its rows are written, or none is: then the problem's `errors` name the row, the pointer
                    and the reason. At most 10,000 rows and 24 seconds. What an export says beyond that is ignored; any other unknown
                    field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.VECTORS_WRITE)
    HttpResponse<?> load(Caller caller, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(
                caller,
                files.loading(
                        caller,
                        request,
                        body,
                        RowForm.of(NewVector.class, writer::insertRows).checked(writer.faults())));
    }

    @Get("/vector-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export vectors", description = """
                    Newest first, as NDJSON: each line a vector as the API shows it, with its numbers as `values`, which can be imported
                    again. Those of the caller and those that the workspace may see, of one conversation with `conversation`. Deleted ones
                    are not among them. Up to 4 MB the file is the answer; `delivery=url` answers with a link to it,
                    `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.VECTORS_READ)
    HttpResponse<?> export(
            Caller caller, @Nullable @QueryValue UUID conversation, @Nullable @QueryValue String delivery) {
        VectorSelection which =
                new VectorSelection(caller.workspaceId(), true, conversation, null, null, null, null, null);
        return files.export(
                caller,
                delivery,
                "vectors",
                Pages.by(Vector::id, before -> lists.newestWithNumbers(which, before, Pages.ROWS)));
    }
}
