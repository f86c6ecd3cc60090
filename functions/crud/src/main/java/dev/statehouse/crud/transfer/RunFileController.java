package dev.statehouse.crud.transfer;

import dev.statehouse.crud.agentrun.FinishedRun;
import dev.statehouse.crud.agentrun.KnownReferences;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.agentrun.AgentRun;
import dev.statehouse.data.agentrun.AgentRunLists;
import dev.statehouse.data.agentrun.AgentRunSelection;
import dev.statehouse.data.agentrun.AgentRuns;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Runs as files; what each said and used are files of their own. */
@Controller("/v1")
@Tag(name = "Imports and exports")
class RunFileController {

    private final AgentRuns runs;
    private final AgentRunLists lists;
    private final KnownReferences references;
    private final RowFiles files;
    private final Writes writes;

    RunFileController(AgentRuns runs, AgentRunLists lists, KnownReferences references, RowFiles files, Writes writes) {
        this.runs = runs;
        this.lists = lists;
        this.references = references;
        this.files = files;
        this.writes = writes;
    }

    @Post("/agent-run-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import runs that are over from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line a run as `POST /v1/agent-runs` takes one, with
                    the `status` that it ended with (`succeeded`, `failed` or `cancelled`), its `startedAt`, `finishedAt` and
                    `error`; it reserves nothing, and no budget is asked. All of its rows are written, or none is: then the
                    problem's `errors` name the row, the pointer and the reason. At most 10,000 rows and 24 seconds. What an
                    export says beyond that is ignored; any other unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.RUNS_WRITE)
    HttpResponse<?> load(Caller caller, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(
                caller,
                files.loading(
                        caller,
                        request,
                        body,
                        RowForm.of(FinishedRun.class, runs::insertFinished).checked(references.faults())));
    }

    @Get("/agent-run-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export runs", description = """
                    Newest first, as NDJSON: each line a run as the API shows it, which can be imported again if it is over. What
                    runs said and used are files of each run. Up to 4 MB the file is the answer; `delivery=url` answers with a
                    link to it, `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.RUNS_READ)
    HttpResponse<?> export(Caller caller, @RequestBean RunExport request) {
        AgentRunSelection which = request.in(caller.workspaceId());
        return files.export(
                caller,
                request.delivery(),
                "agent-runs",
                Pages.by(AgentRun::id, before -> lists.whole(which, before, Pages.ROWS)));
    }
}
