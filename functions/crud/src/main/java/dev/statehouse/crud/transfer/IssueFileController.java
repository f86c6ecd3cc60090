package dev.statehouse.crud.transfer;

import dev.statehouse.crud.project.NewIssue;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Issue;
import dev.statehouse.data.project.Issues;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
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

/** Issues as files. */
@Controller("/v1/projects/{id}")
@Tag(name = "Imports and exports")
class IssueFileController {

    private final Workspaces workspaces;
    private final Projects projects;
    private final Issues issues;
    private final RowFiles files;
    private final Writes writes;

    IssueFileController(Workspaces workspaces, Projects projects, Issues issues, RowFiles files, Writes writes) {
        this.workspaces = workspaces;
        this.projects = projects;
        this.issues = issues;
        this.files = files;
        this.writes = writes;
    }

    @Post("/issue-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import issues from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line an issue as `POST /v1/projects/{id}/issues`
                    takes one. All of its rows are written, or none is: then the problem's `errors` name the row, the pointer
                    and the reason. At most 10,000 rows and 24 seconds. Issues get
                    the next numbers of the project, in the order of the rows. What an export says beyond that, numbers too,
                    is ignored; any other unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.ISSUES_WRITE)
    HttpResponse<?> load(Caller caller, UUID id, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(
                caller,
                files.loading(
                        caller,
                        request,
                        body,
                        RowForm.of(NewIssue.class, rows -> issues.insertAll(id, rows))
                                .within(() -> found(id))
                                .orTaken("", "there is no such project any more")));
    }

    private Project found(UUID id) {
        return Revisions.found(projects.find(id), "project");
    }

    @Get("/issue-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export issues", description = """
                    Newest first, as NDJSON: each line an issue as the API shows it, which can be imported again. Deleted ones
                    are not among them. Up to 4 MB the file is the answer; `delivery=url` answers with a link to it,
                    `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.ISSUES_READ)
    HttpResponse<?> export(Caller caller, UUID id, @Nullable @QueryValue String delivery) {
        workspaces.read(caller, () -> found(id));
        return files.export(
                caller, delivery, "issues", Pages.by(Issue::number, before -> issues.whole(id, before, Pages.ROWS)));
    }
}
