package dev.statehouse.crud.profile;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.profile.Experience;
import dev.statehouse.data.profile.ExperienceLists;
import dev.statehouse.data.profile.ExperienceLists.Place;
import dev.statehouse.data.profile.ExperienceSelection;
import dev.statehouse.data.profile.Experiences;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
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

/** Experiences of the identities of the caller's workspace. */
@Controller("/v1/experiences")
@Tag(name = "Experiences")
class ExperienceController {

    private static final String NOUN = "experience";

    private final Workspaces workspaces;
    private final Experiences experiences;
    private final ExperienceLists lists;
    private final ActiveIdentities identities;
    private final Writes writes;

    ExperienceController(
            Workspaces workspaces,
            Experiences experiences,
            ExperienceLists lists,
            ActiveIdentities identities,
            Writes writes) {
        this.workspaces = workspaces;
        this.experiences = experiences;
        this.lists = lists;
        this.identities = identities;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create an experience")
    @Answers(value = Experience.class, status = 201)
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"identityId": "0190d0c8-0000-7000-8000-000000000001",
             "organisation": "Analytical Engines", "title": "Programmer",
             "startDate": "2021-03-01", "endDate": "2024-06-30", "tags": ["mathematics"]}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewExperience body) {
        return writes.once(caller, () -> {
            identities.check(body.identityId());
            Experience experience = insert(body);
            return Revisions.tagged(
                    HttpResponse.created(experience, URI.create("/v1/experiences/" + experience.id())),
                    experience.revision());
        });
    }

    private Experience insert(NewExperience body) {
        return experiences
                .insert(
                        Ids.next(),
                        body.identityId(),
                        body.organisation(),
                        body.title(),
                        body.descriptionOrNone(),
                        body.startDate(),
                        body.endDate(),
                        body.tagArray())
                .getFirst();
    }

    @Get
    @Operation(summary = "List experiences by their start, the latest first")
    @Permitted(Permission.PROFILES_READ)
    Listing<Experience> list(Caller caller, @RequestBean ExperienceFilter filter) {
        int rows = Paging.limit(filter.limit());
        Place after = ExperiencePlaces.parse(filter.cursor());
        ExperienceSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.latest(which, after, rows + 1)), rows),
                ExperiencePlaces::position);
    }

    @Get("/{id}")
    @Operation(summary = "Show an experience")
    @Answers(Experience.class)
    @Permitted(Permission.PROFILES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Experience experience = Revisions.found(workspaces.read(caller, () -> experiences.find(id)), NOUN);
        return Revisions.shown(experience, experience.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change an experience")
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"endDate": null}""")
    HttpResponse<Experience> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ExperienceChanges body) {
        Integer expected = Etag.required(ifMatch);
        Experience experience = workspaces.write(
                caller, () -> Revisions.rewritten(change(id, expected, body), () -> experiences.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(experience), experience.revision());
    }

    private List<Experience> change(UUID id, @Nullable Integer expected, ExperienceChanges body) {
        return experiences.change(
                id,
                expected,
                body.organisation(),
                body.title(),
                body.description(),
                body.startDate(),
                body.ends(),
                body.newEnd(),
                body.tagArray());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete an experience; it can be restored",
            description = "No mask shows it until it is; then those that name it show it at its place again.")
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller, () -> Revisions.changed(experiences.delete(id, expected), () -> experiences.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted experience")
    @Answers(Experience.class)
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Experience experience = Revisions.found(experiences.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(experience), experience.revision());
        });
    }
}
