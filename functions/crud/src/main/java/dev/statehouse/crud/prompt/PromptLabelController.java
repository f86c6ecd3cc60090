package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptLabel;
import dev.statehouse.data.prompt.PromptLabelMove;
import dev.statehouse.data.prompt.PromptLabelMoves;
import dev.statehouse.data.prompt.PromptLabels;
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
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Labels of a card: which version is in use where. */
@Controller("/v1/prompt-cards/{id}/labels")
@Tag(name = "Prompt labels")
class PromptLabelController {

    private final Workspaces workspaces;
    private final PromptCards cards;
    private final PromptLabels labels;
    private final PromptLabelMoves moves;
    private final Releases releases;
    private final ResolvedPrompts resolved;
    private final Writes writes;

    PromptLabelController(
            Workspaces workspaces,
            PromptCards cards,
            PromptLabels labels,
            PromptLabelMoves moves,
            Releases releases,
            ResolvedPrompts resolved,
            Writes writes) {
        this.workspaces = workspaces;
        this.cards = cards;
        this.labels = labels;
        this.moves = moves;
        this.releases = releases;
        this.resolved = resolved;
        this.writes = writes;
    }

    @Get
    @Operation(summary = "List a card's labels, by name")
    @Permitted(Permission.PROMPTS_READ)
    Listing<PromptLabel> list(
            Caller caller, UUID id, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        String after = Cursor.position(cursor);
        return workspaces.read(caller, () -> {
            PromptCardController.found(cards.find(id));
            return Listing.of(Page.of(labels.list(id, after, rows + 1), rows), PromptLabel::name);
        });
    }

    @Get("/{name}")
    @Operation(summary = "Show a label")
    @Permitted(Permission.PROMPTS_READ)
    HttpResponse<PromptLabel> show(Caller caller, UUID id, String name) {
        return tagged(workspaces.read(caller, () -> {
            PromptCardController.found(cards.find(id));
            return found(labels.find(id, name));
        }));
    }

    @Put("/{name}")
    @Operation(
            summary = "Point a label at a version",
            description = "If-Match compares and sets; it is required once the label is there.")
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<PromptLabel> put(
            Caller caller,
            UUID id,
            String name,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body LabelTarget body) {
        String label = Labels.movable(name);
        return tagged(resolved.changing(
                caller,
                () -> workspaces.write(caller, () -> releases.put(caller, id, label, body.version(), ifMatch))));
    }

    @Delete("/{name}")
    @Operation(summary = "Remove a label")
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> remove(
            Caller caller, UUID id, String name, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        String label = Labels.movable(name);
        resolved.changing(caller, () -> workspaces.write(caller, () -> releases.remove(caller, id, label, ifMatch)));
        return HttpResponse.noContent();
    }

    @Get("/{name}/moves")
    @Operation(summary = "List a label's moves, newest first")
    @Permitted(Permission.PROMPTS_READ)
    Listing<PromptLabelMove> moves(
            Caller caller,
            UUID id,
            String name,
            @Nullable @QueryValue Integer limit,
            @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return workspaces.read(caller, () -> {
            PromptCardController.found(cards.find(id));
            return Listing.of(
                    Page.of(moves.list(id, name, before, rows + 1), rows),
                    move -> move.id().toString());
        });
    }

    @Post("/{name}/rollback")
    @Operation(
            summary = "Take the label's last move back",
            description = "Called again, it takes the move before that back, and so on.")
    @Answers(PromptLabel.class)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> rollback(Caller caller, UUID id, String name) {
        String label = Labels.movable(name);
        return resolved.changing(caller, () -> writes.once(caller, () -> tagged(releases.rollback(caller, id, label))));
    }

    static PromptLabel found(@Nullable PromptLabel label) {
        if (label == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "the card has no such label");
        }
        return label;
    }

    private static MutableHttpResponse<PromptLabel> tagged(PromptLabel label) {
        return HttpResponse.ok(label).header(HttpHeaders.ETAG, Etag.of(label.revision()));
    }
}
