package dev.statehouse.identity.member;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cache.KeyMemory;
import dev.statehouse.data.workspace.Membership;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of the caller's workspace. */
@Controller("/v1/members")
@Tag(name = "Members")
class MemberController {

    private final Workspaces workspaces;
    private final Memberships memberships;
    private final MembershipChanges changes;
    private final KeyMemory memory;

    MemberController(Workspaces workspaces, Memberships memberships, MembershipChanges changes, KeyMemory memory) {
        this.workspaces = workspaces;
        this.memberships = memberships;
        this.changes = changes;
        this.memory = memory;
    }

    @Get
    @Operation(summary = "List the members")
    @Permitted(Permission.MEMBERS_READ)
    Listing<Membership> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID after = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> memberships.list(after, rows + 1)), rows),
                member -> member.userId().toString());
    }

    @Patch("/{userId}")
    @Operation(summary = "Change a member's role; keys that act for the member keep no higher one")
    @Answers(Membership.class)
    @Permitted(Permission.MEMBERS_ADMIN)
    Membership change(Caller caller, UUID userId, @Valid @Body MemberRole body) {
        MembershipChanges.Changed changed =
                workspaces.write(caller, () -> changes.changeRole(caller, userId, body.role()));
        memory.forget(changed.keys());
        return changed.member();
    }

    @Delete("/{userId}")
    @Operation(summary = "Leave, or as an admin remove a member; keys that act for the member are revoked")
    @Permitted(Permission.MEMBERS_WRITE)
    HttpResponse<?> remove(Caller caller, UUID userId) {
        List<String> revoked = workspaces.write(caller, () -> changes.remove(caller, userId));
        memory.forget(revoked);
        return HttpResponse.noContent();
    }
}
