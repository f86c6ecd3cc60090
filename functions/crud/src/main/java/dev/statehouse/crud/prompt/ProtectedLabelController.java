package dev.statehouse.crud.prompt;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.prompt.ProtectedLabel;
import dev.statehouse.data.prompt.ProtectedLabels;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Label names that only admins move. */
@Controller("/v1/protected-labels")
@Tag(name = "Prompt labels")
class ProtectedLabelController {

    private final Workspaces workspaces;
    private final ProtectedLabels labels;

    ProtectedLabelController(Workspaces workspaces, ProtectedLabels labels) {
        this.workspaces = workspaces;
        this.labels = labels;
    }

    @Get
    @Operation(summary = "List the protected labels, by name")
    @Permitted(Permission.PROMPTS_READ)
    Listing<ProtectedLabel> list(
            Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        String after = Cursor.position(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> labels.list(after, rows + 1)), rows), ProtectedLabel::name);
    }

    @Put("/{name}")
    @Permitted(Permission.PROMPTS_ADMIN)
    @Operation(summary = "Protect a label: from now on only admins move it")
    @Answers(status = 204)
    HttpResponse<?> protect(Caller caller, String name) {
        String label = Labels.movable(name);
        return workspaces.write(caller, () -> {
            labels.insert(label);
            return HttpResponse.noContent();
        });
    }

    @Delete("/{name}")
    @Permitted(Permission.PROMPTS_ADMIN)
    @Operation(summary = "Let editors move a label again")
    HttpResponse<?> unprotect(Caller caller, String name) {
        return workspaces.write(caller, () -> {
            labels.delete(name);
            return HttpResponse.noContent();
        });
    }
}
