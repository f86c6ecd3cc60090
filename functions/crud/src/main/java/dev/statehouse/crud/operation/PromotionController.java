package dev.statehouse.crud.operation;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Promotion;
import dev.statehouse.data.operation.Promotions;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workspaces whose texts are searched in a shard of their own. */
@Controller("/v1/operations/promotions")
@Tag(name = "Operations")
class PromotionController {

    private final Workspaces workspaces;
    private final Promotions promotions;
    private final Writes writes;

    PromotionController(Workspaces workspaces, Promotions promotions, Writes writes) {
        this.workspaces = workspaces;
        this.promotions = promotions;
        this.writes = writes;
    }

    /** A workspace to promote. */
    @Introspected
    record NewPromotion(@NotNull UUID workspaceId) {}

    @Post
    @Operation(
            summary = "Give a workspace a shard of its own for its search",
            description =
                    "For admins of a workspace that operates the installation. Maintenance moves its pieces at its next run, while they"
                            + " are written and searched, and indexes their vectors. Workspaces with many pieces are promoted without"
                            + " being asked for.")
    @Answers(value = NewPromotion.class, status = 202)
    @Permitted(Permission.OPERATIONS_ADMIN)
    @Example("""
            {"workspaceId": "01990000-0000-7000-8000-000000000000"}""")
    HttpResponse<?> promote(Caller caller, @Valid @Body NewPromotion body) {
        return writes.once(caller, () -> {
            Revisions.found(promotions.promote(body.workspaceId()) ? body : null, "workspace");
            return HttpResponse.accepted().body(body);
        });
    }

    @Get
    @Operation(
            summary = "List workspaces that have a shard of their own, or will",
            description = "For admins of a workspace that operates the installation.")
    @Permitted(Permission.OPERATIONS_READ)
    Listing<Promotion> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID after = Cursor.id(cursor);
        List<Promotion> found = workspaces.read(caller, () -> promotions.list(after, rows + 1));
        return Listing.of(
                Page.of(found, rows), promotion -> promotion.workspaceId().toString());
    }
}
