package dev.statehouse.crud.project;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.ModelPreference;
import dev.statehouse.data.project.ModelPreferences;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.ContentTag;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Model preferences of the caller's workspace and its projects. */
@Controller("/v1/model-preferences")
@Tag(name = "Model preferences")
class ModelPreferenceController {

    private static final String NOUN = "model preference";

    private final Workspaces workspaces;
    private final ModelPreferences preferences;
    private final ActiveProjects projects;
    private final ContentTag tags;
    private final Writes writes;

    ModelPreferenceController(
            Workspaces workspaces,
            ModelPreferences preferences,
            ActiveProjects projects,
            ContentTag tags,
            Writes writes) {
        this.workspaces = workspaces;
        this.preferences = preferences;
        this.projects = projects;
        this.tags = tags;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a model preference")
    @Answers(value = ModelPreference.class, status = 201)
    @Permitted(Permission.PREFERENCES_WRITE)
    @Example("""
            {"task": "code-review", "provider": "anthropic", "model": "claude-sonnet-4-5",
             "parameters": {"temperature": 0.2}, "priority": 10}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewModelPreference body) {
        return writes.once(caller, () -> {
            projects.check(body.projectId());
            ModelPreference preference = preferences
                    .insert(
                            Ids.next(),
                            body.projectId(),
                            body.task(),
                            body.provider(),
                            body.model(),
                            body.parametersOrNone(),
                            body.priorityOrNone())
                    .getFirst();
            return Revisions.tagged(
                    HttpResponse.created(preference, URI.create("/v1/model-preferences/" + preference.id())),
                    preference.revision());
        });
    }

    @Get
    @Operation(summary = "List model preferences, newest first")
    @Permitted(Permission.PREFERENCES_READ)
    Listing<ModelPreference> list(Caller caller, @RequestBean ModelPreferenceFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        boolean active = filter.isActive();
        List<ModelPreference> found = workspaces.read(
                caller, () -> preferences.list(active, filter.project(), filter.task(), before, rows + 1));
        return Listing.of(Page.of(found, rows), preference -> preference.id().toString());
    }

    @Get("/resolve")
    @Operation(
            summary = "The model preference that applies to a task",
            description =
                    "The project's before the workspace's; of these the one of the highest priority; of equal ones the"
                            + " newest. 404 if there is none, or no such project.")
    @Answers(ModelPreference.class)
    @Permitted(Permission.PREFERENCES_READ)
    HttpResponse<?> resolve(
            Caller caller,
            @QueryValue String task,
            @Nullable @QueryValue UUID project,
            @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        ModelPreference preference = workspaces.read(caller, () -> preferences.resolve(task, project));
        if (preference == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "no model preference applies to this task and project");
        }
        return tags.respond(preference, ifNoneMatch);
    }

    @Get("/{id}")
    @Operation(summary = "Show a model preference")
    @Answers(ModelPreference.class)
    @Permitted(Permission.PREFERENCES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        ModelPreference preference = Revisions.found(workspaces.read(caller, () -> preferences.find(id)), NOUN);
        return Revisions.shown(preference, preference.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a model preference")
    @Permitted(Permission.PREFERENCES_WRITE)
    @Example("""
            {"priority": 20}""")
    HttpResponse<ModelPreference> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ModelPreferenceChanges body) {
        Integer expected = Etag.required(ifMatch);
        ModelPreference preference = workspaces.write(
                caller, () -> Revisions.changed(change(id, expected, body), () -> preferences.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(preference), preference.revision());
    }

    private List<ModelPreference> change(UUID id, @Nullable Integer expected, ModelPreferenceChanges body) {
        projects.check(body.newProject());
        return preferences.change(
                id,
                expected,
                body.movesProject(),
                body.newProject(),
                body.task(),
                body.provider(),
                body.model(),
                body.parameters(),
                body.priority());
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a model preference; it can be restored")
    @Permitted(Permission.PREFERENCES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller, () -> Revisions.changed(preferences.delete(id, expected), () -> preferences.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted model preference")
    @Answers(ModelPreference.class)
    @Permitted(Permission.PREFERENCES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            ModelPreference preference = Revisions.found(preferences.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(preference), preference.revision());
        });
    }
}
