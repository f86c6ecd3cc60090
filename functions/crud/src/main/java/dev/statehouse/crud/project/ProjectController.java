package dev.statehouse.crud.project;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.ProjectLists;
import dev.statehouse.data.project.ProjectSelection;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects of the caller's workspace. */
@Controller("/v1/projects")
@Tag(name = "Projects")
class ProjectController {

    static final String NOUN = "project";

    private final Workspaces workspaces;
    private final Projects projects;
    private final ProjectLists lists;
    private final Writes writes;

    ProjectController(Workspaces workspaces, Projects projects, ProjectLists lists, Writes writes) {
        this.workspaces = workspaces;
        this.projects = projects;
        this.lists = lists;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a project")
    @Answers(value = Project.class, status = 201)
    @Permitted(Permission.PROJECTS_WRITE)
    @Example("""
            {"slug": "website", "name": "Website",
             "labels": {"plan": "paid-plan"}, "settings": {"branch": "main"}}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewProject body) {
        return writes.once(caller, () -> {
            Project project = projects.insert(
                            Ids.next(),
                            body.slug(),
                            body.name(),
                            body.descriptionOrNone(),
                            body.labelsOrNone(),
                            body.settingsOrNone())
                    .getFirst();
            return Revisions.tagged(
                    HttpResponse.created(project, URI.create("/v1/projects/" + project.id())), project.revision());
        });
    }

    @Get
    @Operation(
            summary = "List projects, newest first",
            description =
                    "`labels` and `settings` are JSON that the project's own contains: an object's fields, an"
                            + " array's elements. `labels={\"plan\": \"paid-plan\"}` finds all whose label `plan` is `paid-plan`.")
    @Permitted(Permission.PROJECTS_READ)
    Listing<Project> list(Caller caller, @RequestBean ProjectFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        ProjectSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.newest(which, before, rows + 1)), rows),
                project -> project.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a project")
    @Answers(Project.class)
    @Permitted(Permission.PROJECTS_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Project project = Revisions.found(workspaces.read(caller, () -> projects.find(id)), NOUN);
        return Revisions.shown(project, project.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a project")
    @Permitted(Permission.PROJECTS_WRITE)
    @Example("""
            {"labels": {"plan": "paid-plan", "build": "paid-build"}}""")
    HttpResponse<Project> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ProjectChanges body) {
        Integer expected = Etag.required(ifMatch);
        Project project = workspaces.write(
                caller,
                () -> Revisions.changed(
                        projects.change(id, expected, body.name(), body.description(), body.labels(), body.settings()),
                        () -> projects.find(id),
                        NOUN));
        return Revisions.tagged(HttpResponse.ok(project), project.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete a project; it can be restored",
            description =
                    "Nothing of what it holds is shown until it is. Prompt cards, conversations and runs stay, and are in no"
                            + " project once it is gone for good: after 30 days, or by `POST /v1/removals`.")
    @Permitted(Permission.PROJECTS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(projects.delete(id, expected), () -> projects.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted project")
    @Answers(Project.class)
    @Permitted(Permission.PROJECTS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            List<Project> restored = projects.restore(id);
            if (restored.isEmpty() && projects.isBeingRemoved(id)) {
                throw new DataError(DataError.Kind.CONFLICT, "the project is being removed for good");
            }
            Project project = Revisions.found(restored, NOUN);
            return Revisions.tagged(HttpResponse.ok(project), project.revision());
        });
    }
}
