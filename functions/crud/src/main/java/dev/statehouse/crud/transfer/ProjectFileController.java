package dev.statehouse.crud.transfer;

import dev.statehouse.crud.project.NewProject;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.ProjectLists;
import dev.statehouse.data.project.ProjectSelection;
import dev.statehouse.data.project.Projects;
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
import org.jspecify.annotations.Nullable;

/** Projects as files. */
@Controller("/v1")
@Tag(name = "Imports and exports")
class ProjectFileController {

    private final ProjectLists lists;
    private final RowFiles files;
    private final Writes writes;
    private final RowForm<NewProject> form;

    ProjectFileController(ProjectLists lists, Projects projects, RowFiles files, Writes writes) {
        this.lists = lists;
        this.files = files;
        this.writes = writes;
        this.form = RowForm.of(NewProject.class, projects::insertAll).orTaken("/slug", "this slug is taken");
    }

    @Post("/project-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import projects from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line a project as `POST /v1/projects`
                    takes one. All of its rows are written, or none is: then the problem's `errors` name the row, the pointer
                    and the reason. At most 10,000 rows and 24 seconds. What an
                    export says beyond that is ignored; any other unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.PROJECTS_WRITE)
    HttpResponse<?> load(Caller caller, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(caller, files.loading(caller, request, body, form));
    }

    @Get("/project-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export projects", description = """
                    Newest first, as NDJSON: each line a project as the API shows it, which can be imported again. Deleted ones
                    are not among them. Up to 4 MB the file is the answer; `delivery=url` answers with a link to it,
                    `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.PROJECTS_READ)
    HttpResponse<?> export(Caller caller, @Nullable @QueryValue String delivery) {
        ProjectSelection active = new ProjectSelection(caller.workspaceId(), true, null, null);
        return files.export(
                caller,
                delivery,
                "projects",
                Pages.by(Project::id, before -> lists.newest(active, before, Pages.ROWS)));
    }
}
