package dev.statehouse.crud.project;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.StyleGuide;
import dev.statehouse.data.project.StyleGuideSummary;
import dev.statehouse.data.project.StyleGuides;
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

/** Style guides of the caller's workspace and its projects. */
@Controller("/v1/style-guides")
@Tag(name = "Style guides")
class StyleGuideController {

    private static final String NOUN = "style guide";

    private final Workspaces workspaces;
    private final StyleGuides guides;
    private final ActiveProjects projects;
    private final Writes writes;

    StyleGuideController(Workspaces workspaces, StyleGuides guides, ActiveProjects projects, Writes writes) {
        this.workspaces = workspaces;
        this.guides = guides;
        this.projects = projects;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a style guide")
    @Answers(value = StyleGuide.class, status = 201)
    @Permitted(Permission.GUIDES_WRITE)
    @Example("""
            {"language": "en-GB", "name": "House style",
             "content": "Short words. No exclamation marks.", "settings": {"oxfordComma": true}}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewStyleGuide body) {
        return writes.once(caller, () -> {
            projects.check(body.projectId());
            StyleGuide guide = guides.insert(
                            Ids.next(),
                            body.projectId(),
                            body.language(),
                            body.name(),
                            body.contentOrNone(),
                            body.settingsOrNone())
                    .getFirst();
            return Revisions.tagged(
                    HttpResponse.created(guide, URI.create("/v1/style-guides/" + guide.id())), guide.revision());
        });
    }

    @Get
    @Operation(summary = "List style guides without their content, newest first")
    @Permitted(Permission.GUIDES_READ)
    Listing<StyleGuideSummary> list(Caller caller, @RequestBean StyleGuideFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        boolean active = filter.isActive();
        List<StyleGuideSummary> found = workspaces.read(
                caller, () -> guides.list(active, filter.project(), filter.language(), before, rows + 1));
        return Listing.of(Page.of(found, rows), guide -> guide.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a style guide")
    @Answers(StyleGuide.class)
    @Permitted(Permission.GUIDES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        StyleGuide guide = Revisions.found(workspaces.read(caller, () -> guides.find(id)), NOUN);
        return Revisions.shown(guide, guide.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a style guide")
    @Permitted(Permission.GUIDES_WRITE)
    @Example("""
            {"content": "Short words. Active verbs."}""")
    HttpResponse<StyleGuide> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body StyleGuideChanges body) {
        Integer expected = Etag.required(ifMatch);
        StyleGuide guide = workspaces.write(
                caller, () -> Revisions.changed(change(id, expected, body), () -> guides.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(guide), guide.revision());
    }

    private List<StyleGuide> change(UUID id, @Nullable Integer expected, StyleGuideChanges body) {
        projects.check(body.newProject());
        return guides.change(
                id,
                expected,
                body.movesProject(),
                body.newProject(),
                body.language(),
                body.name(),
                body.content(),
                body.settings());
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a style guide; it can be restored")
    @Permitted(Permission.GUIDES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(guides.delete(id, expected), () -> guides.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted style guide")
    @Answers(StyleGuide.class)
    @Permitted(Permission.GUIDES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            StyleGuide guide = Revisions.found(guides.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(guide), guide.revision());
        });
    }
}
