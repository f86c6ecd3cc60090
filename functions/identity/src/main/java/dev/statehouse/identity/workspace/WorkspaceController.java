package dev.statehouse.identity.workspace;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.workspace.Workspace;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's workspace: which one that is, the credentials say, or the header Statehouse-Workspace. */
@Controller("/v1/workspace")
@Tag(name = "Workspaces")
class WorkspaceController {

    private final Workspaces workspaces;
    private final WorkspaceRows rows;

    WorkspaceController(Workspaces workspaces, WorkspaceRows rows) {
        this.workspaces = workspaces;
        this.rows = rows;
    }

    @Get
    @Operation(summary = "Show the workspace of these credentials")
    @Answers(Workspace.class)
    @Permitted(Permission.WORKSPACE_READ)
    HttpResponse<?> show(Caller caller, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Workspace workspace =
                workspaces.read(caller, () -> rows.current(caller.role().label()));
        return Etag.matches(ifNoneMatch, Etag.of(workspace.revision()))
                ? tagged(HttpResponse.notModified(), workspace)
                : tagged(HttpResponse.ok(workspace), workspace);
    }

    @Patch
    @Operation(summary = "Change name, slug or settings; as an owner, plan and retention too")
    @Permitted(Permission.WORKSPACE_WRITE)
    HttpResponse<Workspace> change(
            Caller caller, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch, @Valid @Body WorkspaceChanges body) {
        Integer expected = Etag.required(ifMatch);
        Settings.check(body.settings());
        String ownersField = body.ownersField();
        if (ownersField != null && !caller.may(Permission.WORKSPACE_ADMIN)) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN,
                    "only an owner whose credentials may administer changes this",
                    ownersField);
        }
        List<Workspace> changed = workspaces.write(caller, () -> change(caller, expected, body));
        if (changed.isEmpty()) {
            throw new DataError(DataError.Kind.STALE, "the workspace changed since it was read");
        }
        return tagged(HttpResponse.ok(changed.getFirst()), changed.getFirst());
    }

    private List<Workspace> change(Caller caller, @Nullable Integer expected, WorkspaceChanges body) {
        return rows.change(
                expected,
                body.name(),
                body.slug(),
                body.settings(),
                body.plan(),
                body.retains(),
                body.newRetention(),
                caller.role().label());
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, Workspace workspace) {
        return response.header(HttpHeaders.ETAG, Etag.of(workspace.revision()));
    }
}
