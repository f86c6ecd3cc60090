package dev.statehouse.search;

import dev.statehouse.data.ReadFrom;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.ChunkMatch;
import dev.statehouse.data.search.ChunkMatches;
import dev.statehouse.data.search.SearchQuestion;
import dev.statehouse.data.search.SearchQuestion.Fusion;
import dev.statehouse.data.search.SearchQuestion.Like;
import dev.statehouse.data.search.SearchQuestion.Meaning;
import dev.statehouse.data.search.SearchScope;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.RequestError;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;

/** Search in all texts of the caller's workspace that the caller may read. */
@Controller("/v1/search")
@Tag(name = "Search")
class SearchController {

    private final Workspaces workspaces;
    private final ChunkMatches matches;
    private final Meanings meanings;
    private final VectorSearchWatch watch;

    SearchController(Workspaces workspaces, ChunkMatches matches, Meanings meanings, VectorSearchWatch watch) {
        this.workspaces = workspaces;
        this.matches = matches;
        this.meanings = meanings;
        this.watch = watch;
    }

    @Get
    @Operation(
            summary = "Search in everything, best first",
            description =
                    "In mode `text` words, any of which may occur: rare ones count more, and so do those of short texts and of titles."
                            + " A \"phrase\" must occur, `-excluded` or `-\"an excluded phrase\"` must not, and `begin*` stands"
                            + " for all words that begin so. Mode `semantic` finds what means nearly the same, `hybrid` fuses the"
                            + " ranks of both, `similar` finds what is like a row, and `fuzzy` titles that are spelled nearly so."
                            + " Looks in all types whose scope the credential has. Highlights are HTML: escaped, with each hit in"
                            + " a `<mark>`. With `facet` the first page tells how many of the best 1,000 hits have which"
                            + " type, tag, project or day.")
    @Permitted(Permission.SEARCH_READ)
    Hits search(Caller caller, ReadFrom from, @RequestBean SearchQuery query) {
        SearchPosition position = SearchPosition.of(query, null);
        Mode mode = query.way();
        SearchScope scope = query.scope(caller);
        if (!mode.looksAtMeaning()) {
            return answer(caller, from, scope, new Asked(query, null, mode, null, null, position));
        }
        if (mode == Mode.SIMILAR) {
            query.likeRow();
            return answer(
                    caller,
                    from,
                    scope,
                    new Asked(query, null, mode, meanings.of(caller, query.model()), null, position));
        }
        Question question = query.question();
        Meanings.Embedded embedded = meanings.of(caller, query.model(), question.text());
        // Words alone are better than nothing.
        Mode possible = embedded.failure() == null ? mode : Mode.HYBRID;
        return answer(
                caller,
                from,
                scope,
                new Asked(query, null, possible, embedded.meaning(), embedded.failure(), position));
    }

    @Post
    @Operation(
            summary = "Search by a vector of your own",
            description =
                    "As `GET /v1/search` in mode `semantic`, or in mode `hybrid` if there is a `q`, too. Changes nothing.")
    @Permitted(Permission.SEARCH_READ)
    @Example("""
            {"vector": [0.12, -0.4, 0.31], "type": ["message"], "threshold": 0.7}""")
    Hits searchByVector(Caller caller, ReadFrom from, @Valid @Body VectorSearch body) {
        SearchQuery query = body.query();
        if (query.way() != Mode.SEMANTIC && query.way() != Mode.HYBRID) {
            throw RequestError.malformed("mode", "mode must be semantic or hybrid");
        }
        SearchScope scope = query.scope(caller);
        Meaning meaning = meanings.given(caller, query.model(), body.vector());
        SearchPosition position = SearchPosition.of(query, meaning.vector());
        return answer(caller, from, scope, new Asked(query, meaning.vector(), query.way(), meaning, null, position));
    }

    private Hits answer(Caller caller, ReadFrom from, SearchScope scope, Asked asked) {
        int rows = asked.query().rows();
        SearchQuestion question = question(caller, asked);
        List<ChunkMatch> found = watch.watched(
                caller, asked, () -> workspaces.read(caller, from, () -> matches.search(question, scope, rows + 1)));
        if (asked.mode() == Mode.TEXT && found.getFirst().words() == null) {
            throw RequestError.malformed("q", "q must have a word to look for that is no stop word");
        }
        if (found.getFirst().missing().contains("no-row")) {
            throw RequestError.malformed("like", "like must be the id of a row with a text that the caller may read");
        }
        return Hits.of(found, rows, asked);
    }

    private static SearchQuestion question(Caller caller, Asked asked) {
        SearchQuery query = asked.query();
        boolean similar = asked.mode() == Mode.SIMILAR;
        boolean byVectorAlone = asked.vectorText() != null && asked.mode() == Mode.SEMANTIC;
        Question question = similar || byVectorAlone ? Question.NONE : query.question();
        Fusion fusion = query.fusion();
        return new SearchQuestion(
                asked.mode().word(),
                question.plain(),
                question.phrases(),
                question.prefixes(),
                question.excluded(),
                asked.meaning(),
                query.least(),
                asked.mode() == Mode.HYBRID ? Objects.requireNonNullElse(fusion, SearchQuery.USUAL_FUSION) : fusion,
                similar ? new Like(query.likeRow(), Noun.among(null, caller)) : null,
                asked.position() == null ? null : asked.position().after(),
                query.facets());
    }
}
