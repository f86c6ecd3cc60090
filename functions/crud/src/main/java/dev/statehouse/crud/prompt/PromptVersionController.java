package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptVersion;
import dev.statehouse.data.prompt.PromptVersionSummary;
import dev.statehouse.data.prompt.PromptVersions;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Versions of a card: added, never changed. */
@Controller("/v1/prompt-cards/{id}/versions")
@Tag(name = "Prompt versions")
class PromptVersionController {

    private final Workspaces workspaces;
    private final PromptCards cards;
    private final PromptVersions versions;
    private final PromptWriter writer;
    private final ResolvedPrompts resolved;
    private final Writes writes;

    PromptVersionController(
            Workspaces workspaces,
            PromptCards cards,
            PromptVersions versions,
            PromptWriter writer,
            ResolvedPrompts resolved,
            Writes writes) {
        this.workspaces = workspaces;
        this.cards = cards;
        this.versions = versions;
        this.writer = writer;
        this.resolved = resolved;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Add a version")
    @Answers(value = PromptVersion.class, status = 201)
    @Permitted(Permission.PROMPTS_WRITE)
    HttpResponse<?> add(Caller caller, UUID id, @Valid @Body NewPromptVersion body) {
        return resolved.changing(
                caller,
                () -> writes.once(caller, () -> {
                    PromptCard card = PromptCardController.found(cards.find(id));
                    PromptVersion version = writer.addVersion(card, body, "");
                    return HttpResponse.created(
                            version, URI.create("/v1/prompt-cards/" + id + "/versions/" + version.number()));
                }));
    }

    @Get
    @Operation(summary = "List versions without their texts, newest first")
    @Permitted(Permission.PROMPTS_READ)
    Listing<PromptVersionSummary> list(
            Caller caller, UUID id, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        Integer before = Cursor.number(cursor);
        return workspaces.read(caller, () -> {
            PromptCardController.found(cards.find(id));
            return Listing.of(
                    Page.of(versions.list(id, before, rows + 1), rows), version -> String.valueOf(version.number()));
        });
    }

    @Get("/{number}")
    @Operation(summary = "Show a version")
    @Permitted(Permission.PROMPTS_READ)
    PromptVersion show(Caller caller, UUID id, int number) {
        return found(workspaces.read(caller, () -> versions.find(id, number)));
    }

    @Get("/{number}/diff")
    @Operation(summary = "Compare a version with another, the one before it unless told")
    @Permitted(Permission.PROMPTS_READ)
    VersionDiff diff(Caller caller, UUID id, int number, @Nullable @QueryValue Integer against) {
        int other = against == null ? number - 1 : against;
        return workspaces.read(
                caller, () -> VersionDiff.between(found(versions.find(id, other)), found(versions.find(id, number))));
    }

    private static PromptVersion found(@Nullable PromptVersion version) {
        if (version == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such version of such a prompt card");
        }
        return version;
    }
}
