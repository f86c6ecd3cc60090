package dev.statehouse.crud.search;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.SearchSetting;
import dev.statehouse.data.search.SearchSettings;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which language a workspace's texts are read, and whether what its runs say is searched. */
@Controller("/v1/search/settings")
@Tag(name = "Search")
class SearchSettingController {

    private final Workspaces workspaces;
    private final SearchSettings settings;

    SearchSettingController(Workspaces workspaces, SearchSettings settings) {
        this.workspaces = workspaces;
        this.settings = settings;
    }

    @Get
    @Operation(
            summary = "Show how the workspace is searched",
            description =
                    "While `settling` is true, texts of before are still being read by the new language. The ETag is the"
                            + " revision, which that does not move: ask without `If-None-Match` to see it end.")
    @Answers(SearchSetting.class)
    @Permitted(Permission.WORKSPACE_READ)
    HttpResponse<?> show(Caller caller, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        SearchSetting current = workspaces.read(caller, settings::current);
        return Revisions.shown(current, current.revision(), ifNoneMatch);
    }

    @Patch
    @Operation(
            summary = "Change how the workspace is searched",
            description =
                    "What is written from then on is read by the new language, and what was written before by a job:"
                            + " meanwhile questions are read by both. Log lines are searched that are written while `logs` is true.")
    @Permitted(Permission.WORKSPACE_WRITE)
    @Example("""
            {"language": "german", "logs": true}""")
    HttpResponse<SearchSetting> change(
            Caller caller,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body SearchSettingChanges body) {
        Integer expected = Etag.required(ifMatch);
        SearchSetting changed = workspaces.write(caller, () -> change(expected, body));
        return Revisions.tagged(HttpResponse.ok(changed), changed.revision());
    }

    private SearchSetting change(@Nullable Integer expected, SearchSettingChanges body) {
        if (body.language() != null) {
            List<String> languages = settings.languages();
            if (!languages.contains(body.language())) {
                throw RequestError.invalid(
                        "the language is not known",
                        List.of(FieldError.inBody("/language", "must be one of " + String.join(", ", languages))));
            }
        }
        if (settings.change(expected, body.language(), body.logs()).isEmpty()) {
            throw new DataError(DataError.Kind.STALE, "the search settings changed since they were read");
        }
        return settings.current();
    }
}
