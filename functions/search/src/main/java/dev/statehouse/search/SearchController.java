package dev.statehouse.search;

import dev.statehouse.data.ReadFrom;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.ChunkMatch;
import dev.statehouse.data.search.ChunkMatches;
import dev.statehouse.data.search.SearchScope;
import dev.statehouse.data.search.WordQuestion;
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

/** Search in all texts of the caller's workspace that the caller may read. */
@Controller("/v1/search")
@Tag(name = "Search")
class SearchController {

    private final Workspaces workspaces;
    private final ChunkMatches matches;

    SearchController(Workspaces workspaces, ChunkMatches matches) {
        this.workspaces = workspaces;
        this.matches = matches;
    }

    @Get
    @Operation(
            summary = "Search in everything, best first",
            description =
                    "Words, any of which may occur: rare ones count more, and so do those of short texts and of titles. A"
                            + " \"phrase\" must occur, `-excluded` or `-\"an excluded phrase\"` must not, and `begin*` stands"
                            + " for all words that begin so. Looks in all types whose scope the credential has. Highlights are"
                            + " HTML: escaped, with each hit in a `<mark>`.")
    @Permitted(Permission.SEARCH_READ)
    Hits search(Caller caller, ReadFrom from, @RequestBean SearchQuery query) {
        int rows = Paging.limit(query.limit());
        SearchScope scope = query.scope(caller);
        WordQuestion question = question(query.question(), SearchPosition.of(query));
        List<ChunkMatch> found = workspaces.read(caller, from, () -> matches.byWords(question, scope, rows + 1));
        if (found.getFirst().words() == null) {
            throw RequestError.malformed("q", "q must have a word to look for that is no stop word");
        }
        return Hits.of(found, rows, query);
    }

    private static WordQuestion question(Question asked, @Nullable SearchPosition after) {
        return new WordQuestion(
                asked.plain(),
                asked.phrases(),
                asked.prefixes(),
                asked.excluded(),
                after == null ? null : after.weighed(),
                after == null ? null : after.score(),
                after == null ? null : after.id());
    }
}
