package dev.statehouse.crud.prompt;

import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.ContentTag;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** Prompts as an application uses them: by slug and label, ready to send to a model. */
@Controller("/v1/prompts")
@Tag(name = "Prompts")
class PromptController {

    /** A client may keep an answer this long before it asks whether it still holds. */
    private static final String KEPT_BRIEFLY = "private, max-age=5";

    private final ResolvedPrompts prompts;
    private final ContentTag tags;

    PromptController(ResolvedPrompts prompts, ContentTag tags) {
        this.prompts = prompts;
        this.tags = tags;
    }

    @Get("/{slug}")
    @Operation(
            summary = "The version that a label points at, with its includes expanded",
            description =
                    "Without a label it is 'production'; 'latest' is the newest version; 'version' asks for one by number.")
    @Answers(ResolvedPrompt.class)
    @Permitted(Permission.PROMPTS_READ)
    HttpResponse<?> resolve(
            Caller caller,
            String slug,
            @Nullable @QueryValue String label,
            @Nullable @QueryValue Integer version,
            @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        ResolvedPrompt prompt = prompts.resolve(caller, slug, Labels.orProduction(label), version);
        return tags.respond(prompt, ifNoneMatch).header(HttpHeaders.CACHE_CONTROL, KEPT_BRIEFLY);
    }

    @Post("/{slug}/render")
    @Permitted(Permission.PROMPTS_READ)
    @Operation(summary = "Fill in the variables of the version that a label points at")
    RenderedPrompt render(
            Caller caller,
            String slug,
            @Nullable @QueryValue String label,
            @Nullable @QueryValue Integer version,
            @Valid @Body Rendering body) {
        return body.of(prompts.resolve(caller, slug, Labels.orProduction(label), version));
    }
}
