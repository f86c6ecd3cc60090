package dev.statehouse.search.prompt;

import dev.statehouse.data.ReadFrom;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.PromptMatch;
import dev.statehouse.data.search.PromptMatches;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.RequestError;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Search in the prompt cards of the caller's workspace. */
@Controller("/v1/search/prompts")
@Tag(name = "Search")
class PromptSearchController {

    private final Workspaces workspaces;
    private final PromptMatches matches;

    PromptSearchController(Workspaces workspaces, PromptMatches matches) {
        this.workspaces = workspaces;
        this.matches = matches;
    }

    @Get
    @Operation(
            summary = "Search in prompt cards, best first",
            description =
                    "Words, \"phrases\", `or` and `-exclusions`. Cards that have all of the words; if there are none,"
                            + " those that have some of them, rare words counting more, or a title that resembles one."
                            + " Highlights are HTML: escaped, with each hit in a `<mark>`.")
    @Permitted(Permission.PROMPTS_READ)
    PromptHits search(Caller caller, ReadFrom from, @RequestBean PromptSearchQuery query) {
        int rows = Paging.limit(query.limit());
        String question = query.question();
        PromptSearchPosition after = PromptSearchPosition.of(query);
        List<PromptMatch> found = workspaces.read(caller, from, () -> found(question, query, after, rows + 1));
        if (found.getFirst().match().equals(PromptMatch.NO_WORDS)) {
            throw RequestError.malformed("q", "q, and each side of an 'or' in it, must have a word to look for");
        }
        return PromptHits.of(found, rows, query);
    }

    private List<PromptMatch> found(
            String question, PromptSearchQuery query, @Nullable PromptSearchPosition after, int rows) {
        return matches.search(
                question,
                query.project(),
                query.tagArray(),
                query.variablesJson(),
                query.metadataJson(),
                after == null ? null : after.relaxed(),
                after == null ? null : after.score(),
                after == null ? null : after.id(),
                rows);
    }
}
