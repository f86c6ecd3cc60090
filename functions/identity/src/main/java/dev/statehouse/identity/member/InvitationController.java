package dev.statehouse.identity.member;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;
import dev.statehouse.data.workspace.Invitations;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations to the caller's workspace. */
@Controller("/v1/invitations")
@Tag(name = "Members")
class InvitationController {

    private final Workspaces workspaces;
    private final WorkspaceRows rows;
    private final Invitations invitations;
    private final InvitationDesk desk;
    private final InvitationMail mail;
    private final Writes writes;

    InvitationController(
            Workspaces workspaces,
            WorkspaceRows rows,
            Invitations invitations,
            InvitationDesk desk,
            InvitationMail mail,
            Writes writes) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.invitations = invitations;
        this.desk = desk;
        this.mail = mail;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Invite an address, or send its open invitation anew; it holds for 7 days")
    @Answers(value = Invitation.class, status = 201)
    @Permitted(Permission.MEMBERS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewInvitation body) {
        InvitationToken token = InvitationToken.random(new SecureRandom());
        HttpResponse<?> answer = writes.once(caller, () -> HttpResponse.created(desk.invite(caller, body, token)));
        // Once it is committed: a transaction may be tried twice, or fail with the message on its way.
        if (answer.body() instanceof Invitation made) {
            mail.send(
                    made, token, workspaces.read(caller, () -> rows.current("").name()));
        }
        return answer;
    }

    @Get
    @Operation(summary = "List the invitations, newest first")
    @Permitted(Permission.MEMBERS_ADMIN)
    Listing<Invitation> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int most = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> invitations.list(before, most + 1)), most),
                invitation -> invitation.id().toString());
    }

    @Delete("/{id}")
    @Operation(summary = "Revoke an invitation")
    @Permitted(Permission.MEMBERS_ADMIN)
    HttpResponse<?> revoke(Caller caller, UUID id) {
        return workspaces.write(caller, () -> {
            desk.revoke(caller, id);
            return HttpResponse.noContent();
        });
    }
}
