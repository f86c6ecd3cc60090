package dev.statehouse.crud.project;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects of the caller's workspace. */
@Controller("/v1/projects")
@Tag(name = "Projects")
class ProjectController {

    private final Workspaces workspaces;
    private final Projects projects;
    private final Writes writes;

    ProjectController(Workspaces workspaces, Projects projects, Writes writes) {
        this.workspaces = workspaces;
        this.projects = projects;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a project")
    @Answers(value = Project.class, status = 201)
    @Permitted(Permission.PROJECTS_WRITE)
    HttpResponse<?> create(Caller caller, @Valid @Body NewProject body) {
        return writes.once(caller, () -> {
            Project project =
                    projects.insert(Ids.next(), body.slug(), body.name()).getFirst();
            return HttpResponse.created(project, URI.create("/v1/projects/" + project.id()));
        });
    }

    @Get
    @Operation(summary = "List projects, newest first")
    @Permitted(Permission.PROJECTS_READ)
    Listing<Project> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> projects.list(before, rows + 1)), rows),
                project -> project.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a project")
    @Permitted(Permission.PROJECTS_READ)
    Optional<Project> show(Caller caller, UUID id) {
        return Optional.ofNullable(workspaces.read(caller, () -> projects.find(id)));
    }
}
