package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCardLists;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
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

/** Prompt cards of the caller's workspace. */
@Controller("/v1/prompt-cards")
@Tag(name = "Prompt cards")
class PromptCardController {

    private final Workspaces workspaces;
    private final PromptCards cards;
    private final PromptCardLists lists;
    private final PromptWriter writer;
    private final ResolvedPrompts resolved;
    private final Writes writes;

    PromptCardController(
            Workspaces workspaces,
            PromptCards cards,
            PromptCardLists lists,
            PromptWriter writer,
            ResolvedPrompts resolved,
            Writes writes) {
        this.workspaces = workspaces;
        this.cards = cards;
        this.lists = lists;
        this.writer = writer;
        this.resolved = resolved;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a card, with its first version if one is given")
    @Answers(value = PromptCard.class, status = 201)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> create(Caller caller, @Valid @Body NewPromptCard body) {
        return writes.once(caller, () -> {
            PromptCard card = writer.create(body);
            return tagged(HttpResponse.created(card, URI.create("/v1/prompt-cards/" + card.id())), card);
        });
    }

    @Get
    @Operation(summary = "List cards, newest first")
    @Permitted(Permission.PROMPTS_READ)
    Listing<PromptCard> list(Caller caller, @RequestBean PromptCardFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        List<PromptCard> found =
                workspaces.read(caller, () -> lists.newest(filter.in(caller.workspaceId()), before, rows + 1));
        return Listing.of(Page.of(found, rows), card -> card.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a card")
    @Answers(PromptCard.class)
    @Permitted(Permission.PROMPTS_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        PromptCard card = found(workspaces.read(caller, () -> cards.find(id)));
        return Etag.matches(ifNoneMatch, Etag.of(card.revision()))
                ? tagged(HttpResponse.notModified(), card)
                : tagged(HttpResponse.ok(card), card);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a card")
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<PromptCard> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body PromptCardChanges body) {
        Integer expected = Etag.required(ifMatch);
        PromptCard card = resolved.changing(
                caller, () -> workspaces.write(caller, () -> changed(id, writer.change(id, expected, body))));
        return tagged(HttpResponse.ok(card), card);
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a card; it can be restored")
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        resolved.changing(caller, () -> workspaces.write(caller, () -> changed(id, cards.delete(id, expected))));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted card")
    @Answers(PromptCard.class)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return resolved.changing(
                caller,
                () -> writes.once(caller, () -> {
                    PromptCard card =
                            found(cards.restore(id).stream().findFirst().orElse(null));
                    return tagged(HttpResponse.ok(card), card);
                }));
    }

    private PromptCard changed(UUID id, List<PromptCard> rows) {
        if (rows.isEmpty()) {
            found(cards.find(id));
            throw new DataError(DataError.Kind.STALE, "the card changed since it was read");
        }
        return rows.getFirst();
    }

    static PromptCard found(@Nullable PromptCard card) {
        if (card == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such prompt card");
        }
        return card;
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, PromptCard card) {
        return response.header(HttpHeaders.ETAG, Etag.of(card.revision()));
    }
}
