package dev.statehouse.identity.workspace;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.Workspace;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Person;
import dev.statehouse.http.QueryJson;
import dev.statehouse.http.Role;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workspaces of who is logged in. */
@Controller("/v1/workspaces")
@Tag(name = "Workspaces")
class WorkspacesController {

    private final Workspaces workspaces;
    private final WorkspaceRows rows;
    private final Memberships memberships;
    private final Writes writes;

    WorkspacesController(Workspaces workspaces, WorkspaceRows rows, Memberships memberships, Writes writes) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.memberships = memberships;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a workspace, and be its owner", operationId = "createWorkspace")
    @Answers(value = Workspace.class, status = 201)
    HttpResponse<?> create(Person person, @Valid @Body NewWorkspace body) {
        Settings.check(body.settings());
        return writes.once(maker(person, body.slug()), () -> {
            Workspace made = insert(person, body);
            return HttpResponse.created(made).header(HttpHeaders.ETAG, Etag.of(made.revision()));
        });
    }

    /** In a new workspace, unless the slug is that of an own one: there lies the answer to the request's first sending. */
    private Caller maker(Person person, String slug) {
        UUID own = workspaces.outside(() -> rows.find(person.id(), slug));
        return person.in(Objects.requireNonNullElseGet(own, Ids::next), Role.OWNER);
    }

    private Workspace insert(Person person, NewWorkspace body) {
        List<Workspace> made = rows.insert(body.slug(), body.name(), body.settingsOrNone(), Role.OWNER.label());
        if (made.isEmpty()) {
            throw new DataError(DataError.Kind.ALREADY_EXISTS, "this slug is taken", "/slug");
        }
        memberships.insert(person.id(), Role.OWNER.label());
        return made.getFirst();
    }

    @Get
    @Operation(summary = "List one's workspaces, newest first", operationId = "listWorkspaces")
    Listing<Workspace> list(
            Person person,
            @Nullable @QueryValue String settings,
            @Nullable @QueryValue Integer limit,
            @Nullable @QueryValue String cursor) {
        int most = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        Json wanted = QueryJson.parse("settings", settings);
        List<Workspace> found = workspaces.outside(() -> rows.list(person.id(), wanted, before, most + 1));
        return Listing.of(Page.of(found, most), workspace -> workspace.id().toString());
    }
}
