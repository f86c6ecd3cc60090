package dev.statehouse.crud.cost;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cost.ModelPrice;
import dev.statehouse.data.cost.ModelPrices;
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

/** What the caller's workspace pays for tokens. */
@Controller("/v1/model-prices")
@Tag(name = "Prices and budgets")
class ModelPriceController {

    private static final String NOUN = "model price";

    private final Workspaces workspaces;
    private final ModelPrices prices;
    private final Writes writes;

    ModelPriceController(Workspaces workspaces, ModelPrices prices, Writes writes) {
        this.workspaces = workspaces;
        this.prices = prices;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Create a price",
            description =
                    "At any instant a provider's model has at most one price for a class of tokens: end one before the next"
                            + " begins. What was used already keeps its cost, unless it is recalculated.")
    @Answers(value = ModelPrice.class, status = 201)
    @Permitted(Permission.PRICES_ADMIN)
    @Example("""
            {"provider": "anthropic", "model": "claude-sonnet-4-5", "tokenClass": "input", "microusdPerMillion": 3000000,
             "validFrom": "2025-09-29T00:00:00Z"}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewModelPrice body) {
        return writes.once(caller, () -> {
            ModelPrice price = prices.insert(
                            Ids.next(),
                            body.provider(),
                            body.model(),
                            body.tokenClass(),
                            body.microusdPerMillion(),
                            body.validFrom(),
                            body.validTo())
                    .getFirst();
            return Revisions.tagged(
                    HttpResponse.created(price, URI.create("/v1/model-prices/" + price.id())), price.revision());
        });
    }

    @Get
    @Operation(summary = "List prices, newest first")
    @Permitted(Permission.PRICES_READ)
    Listing<ModelPrice> list(Caller caller, @RequestBean ModelPriceFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        boolean active = filter.isActive();
        List<ModelPrice> found = workspaces.read(
                caller, () -> prices.list(active, filter.provider(), filter.model(), filter.at(), before, rows + 1));
        return Listing.of(Page.of(found, rows), price -> price.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a price")
    @Answers(ModelPrice.class)
    @Permitted(Permission.PRICES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        ModelPrice price = Revisions.found(workspaces.read(caller, () -> prices.find(id)), NOUN);
        return Revisions.shown(price, price.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a price; what was used already keeps its cost")
    @Permitted(Permission.PRICES_ADMIN)
    @Example("""
            {"validTo": "2026-01-01T00:00:00Z"}""")
    HttpResponse<ModelPrice> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ModelPriceChanges body) {
        Integer expected = Etag.required(ifMatch);
        ModelPrice price = workspaces.write(
                caller,
                () -> Revisions.changed(
                        prices.change(
                                id,
                                expected,
                                body.microusdPerMillion(),
                                body.validFrom(),
                                body.movesEnd(),
                                body.newEnd()),
                        () -> prices.find(id),
                        NOUN));
        return Revisions.tagged(HttpResponse.ok(price), price.revision());
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a price; it can be restored")
    @Permitted(Permission.PRICES_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(prices.delete(id, expected), () -> prices.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted price")
    @Answers(ModelPrice.class)
    @Permitted(Permission.PRICES_ADMIN)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            ModelPrice price = Revisions.found(prices.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(price), price.revision());
        });
    }
}
