package dev.statehouse.crud.profile;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.profile.Identities;
import dev.statehouse.data.profile.Identity;
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

/** Identities of the caller's workspace. */
@Controller("/v1/identities")
@Tag(name = "Identities")
class IdentityController {

    private static final String NOUN = "identity";

    private final Workspaces workspaces;
    private final Identities identities;
    private final Writes writes;

    IdentityController(Workspaces workspaces, Identities identities, Writes writes) {
        this.workspaces = workspaces;
        this.identities = identities;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create an identity")
    @Answers(value = Identity.class, status = 201)
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"name": "Ada Lovelace"}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewIdentity body) {
        return writes.once(caller, () -> {
            Identity identity = identities.insert(Ids.next(), body.name()).getFirst();
            return Revisions.tagged(
                    HttpResponse.created(identity, URI.create("/v1/identities/" + identity.id())), identity.revision());
        });
    }

    @Get
    @Operation(operationId = "listIdentities", summary = "List identities, newest first")
    @Permitted(Permission.PROFILES_READ)
    Listing<Identity> list(Caller caller, @RequestBean IdentityFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        boolean active = filter.isActive();
        List<Identity> found = workspaces.read(caller, () -> identities.list(active, before, rows + 1));
        return Listing.of(Page.of(found, rows), identity -> identity.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show an identity")
    @Answers(Identity.class)
    @Permitted(Permission.PROFILES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Identity identity = Revisions.found(workspaces.read(caller, () -> identities.find(id)), NOUN);
        return Revisions.shown(identity, identity.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change an identity")
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"name": "Ada King"}""")
    HttpResponse<Identity> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body IdentityChanges body) {
        Integer expected = Etag.required(ifMatch);
        Identity identity = workspaces.write(
                caller,
                () -> Revisions.changed(identities.change(id, expected, body.name()), () -> identities.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(identity), identity.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete an identity; it can be restored",
            description = "Its profiles, experiences and skills are shown no more until it is.")
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller, () -> Revisions.changed(identities.delete(id, expected), () -> identities.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted identity")
    @Answers(Identity.class)
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Identity identity = Revisions.found(identities.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(identity), identity.revision());
        });
    }
}
