package dev.statehouse.identity.removal;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.removal.BegunRemoval;
import dev.statehouse.data.removal.Removal;
import dev.statehouse.data.removal.Removals;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Visitor;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removals for good of projects and workspaces; a person's own begins with the end of their account. */
@Controller("/v1/removals")
@Tag(name = "Removals")
class RemovalController {

    private final Workspaces workspaces;
    private final Removals removals;
    private final RemovalLimits limits;
    private final Writes writes;

    RemovalController(Workspaces workspaces, Removals removals, RemovalLimits limits, Writes writes) {
        this.workspaces = workspaces;
        this.removals = removals;
        this.limits = limits;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Have a project, or as an owner the workspace, removed for good",
            description =
                    "Nobody gets at it from then on, and it can't be restored. Its rows, cached answers and files go by a job,"
                            + " which leaves a receipt of what went: keep `Location`, for once a workspace is gone nothing else"
                            + " leads there. Asked again, it is the same removal.",
            operationId = "createRemoval")
    @Answers(value = Removal.class, status = 202)
    @Permitted(Permission.PROJECTS_WRITE)
    @Example("""
            {"kind": "project", "id": "01934f2a-0000-7000-8000-000000000001", "confirm": "website"}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewRemoval body) {
        if (body.isOfWorkspace() && !caller.may(Permission.WORKSPACE_ADMIN)) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN,
                    "only an owner whose credentials may administer removes a workspace",
                    "/kind");
        }
        return writes.once(caller, () -> {
            Removal removal = begin(body);
            return HttpResponse.accepted().body(removal).header(HttpHeaders.LOCATION, "/v1/removals/" + removal.id());
        });
    }

    private Removal begin(NewRemoval body) {
        List<BegunRemoval> begun = removals.begin(body.kind(), body.id(), body.confirm());
        if (begun.isEmpty()) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such " + body.kind());
        }
        UUID id = begun.getFirst().id();
        if (id == null) {
            throw new DataError(
                    DataError.Kind.INVALID, "must be the slug of the " + body.kind() + " to be removed", "/confirm");
        }
        return found(removals.find(id));
    }

    @Get
    @Operation(summary = "List the workspace's removals, newest first", operationId = "listRemovals")
    @Permitted(Permission.PROJECTS_READ)
    Listing<Removal> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> removals.list(before, rows + 1)), rows),
                removal -> removal.id().toString());
    }

    @Get("/{id}")
    @Operation(
            summary = "Show a removal, and its receipt once it is done, to whoever knows its id",
            description =
                    "Without credentials, for whoever asked may have none any more; 60 times in 15 minutes from one address."
                            + " `receiptSha256` is of `receipt` as canonical JSON (RFC 8785).",
            operationId = "showRemoval")
    Removal show(Visitor visitor, UUID id) {
        limits.take(visitor.address());
        return found(workspaces.outside(() -> removals.find(id)));
    }

    private static Removal found(@Nullable Removal removal) {
        if (removal == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such removal");
        }
        return removal;
    }
}
