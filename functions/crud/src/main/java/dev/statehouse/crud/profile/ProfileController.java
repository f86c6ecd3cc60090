package dev.statehouse.crud.profile;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.profile.Mask;
import dev.statehouse.data.profile.Masks;
import dev.statehouse.data.profile.Profile;
import dev.statehouse.data.profile.ProfileLists;
import dev.statehouse.data.profile.ProfileSelection;
import dev.statehouse.data.profile.Profiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.ContentTag;
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
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Profiles of the caller's workspace, each the mask of an identity; named by id or slug. */
@Controller("/v1/profiles")
@Tag(name = "Profiles")
class ProfileController {

    private static final String NOUN = ProfileWriter.NOUN;
    private static final String PATH = "/v1/profiles/";

    private final Workspaces workspaces;
    private final Profiles profiles;
    private final ProfileLists lists;
    private final Masks masks;
    private final ProfileWriter writer;
    private final ContentTag tags;
    private final Writes writes;

    ProfileController(
            Workspaces workspaces,
            Profiles profiles,
            ProfileLists lists,
            Masks masks,
            ProfileWriter writer,
            ContentTag tags,
            Writes writes) {
        this.workspaces = workspaces;
        this.profiles = profiles;
        this.lists = lists;
        this.masks = masks;
        this.writer = writer;
        this.tags = tags;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Create a profile",
            description =
                    "Its mask shows the experiences and skills that `maskSettings` names, in that order, and no others."
                            + " All of them must be its identity's own. A slug that another profile has or had is taken.")
    @Answers(value = Profile.class, status = 201)
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"identityId": "0190d0c8-0000-7000-8000-000000000001",
             "slug": "ada-the-engineer", "headline": "Engineer",
             "maskSettings": {
               "experiences": ["0190d0c8-0000-7000-8000-000000000002"],
               "skills": ["0190d0c8-0000-7000-8000-000000000003"],
               "theme": "plain"}}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewProfile body) {
        return writes.once(caller, () -> {
            Profile profile = writer.insert(body);
            return Revisions.tagged(HttpResponse.created(profile, URI.create(PATH + profile.id())), profile.revision());
        });
    }

    @Get
    @Operation(summary = "List profiles without what they show, newest first")
    @Permitted(Permission.PROFILES_READ)
    Listing<Profile> list(Caller caller, @RequestBean ProfileFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        ProfileSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.newest(which, before, rows + 1)), rows),
                profile -> profile.id().toString());
    }

    @Get("/{slug}")
    @Operation(summary = "Show a mask: a profile with its identity, experiences and skills", description = """
                    By slug or id. Experiences and skills are in the mask's order; those that were deleted are left out. A slug that
                    the profile had before answers 308, with the present one in `Location`, for as long as there is the profile. A
                    profile that is switched off (`isActive`) is found by its id alone. The ETag begins with the profile's revision,
                    on which changes of it are conditional, and moves with whatever is shown.
                    """)
    @ApiResponse(
            responseCode = "308",
            description = "A slug that the profile had before; `Location` names the present one.")
    @Answers(Mask.class)
    @Permitted(Permission.PROFILES_READ)
    HttpResponse<?> show(Caller caller, String slug, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        UUID id = ProfileSegment.id(slug);
        Mask mask =
                Revisions.found(workspaces.read(caller, () -> id == null ? masks.named(slug) : masks.find(id)), NOUN);
        return id == null && !mask.slug().equals(slug)
                ? moved(mask.slug())
                : tags.respond(mask, mask.revision(), ifNoneMatch);
    }

    // Not to be remembered: a profile may take an old slug back, and a remembered way from it would then lead in a
    // circle.
    private static HttpResponse<?> moved(String slug) {
        return HttpResponse.status(HttpStatus.PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, PATH + slug)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    @Patch("/{slug}")
    @Operation(
            summary = "Change a profile",
            description = "By id or its present slug. After a change of the slug the one before leads here still.")
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"slug": "ada-the-writer", "headline": "Writer"}""")
    HttpResponse<Profile> change(
            Caller caller,
            String slug,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ProfileChanges body) {
        Integer expected = Etag.required(ifMatch);
        Profile profile = workspaces.write(caller, () -> writer.change(id(slug), expected, body));
        return Revisions.tagged(HttpResponse.ok(profile), profile.revision());
    }

    @Delete("/{slug}")
    @Operation(
            summary = "Delete a profile; it can be restored",
            description = "By id or its present slug. All of its slugs stay its own until it is gone for good.")
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> delete(Caller caller, String slug, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> {
            UUID id = id(slug);
            return Revisions.changed(profiles.delete(id, expected), () -> profiles.find(id), NOUN);
        });
        return HttpResponse.noContent();
    }

    @Post("/{slug}/restore")
    @Operation(summary = "Restore a deleted profile")
    @Answers(Profile.class)
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> restore(Caller caller, String slug) {
        return writes.once(caller, () -> {
            Profile profile = Revisions.found(profiles.restore(id(slug)), NOUN);
            return Revisions.tagged(HttpResponse.ok(profile), profile.revision());
        });
    }

    private UUID id(String slug) {
        UUID id = ProfileSegment.id(slug);
        return id == null ? Revisions.found(profiles.idOf(slug), NOUN) : id;
    }
}
