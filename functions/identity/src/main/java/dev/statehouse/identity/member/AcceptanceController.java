package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitations;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.Workspace;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Person;
import dev.statehouse.http.Role;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Objects;
import java.util.UUID;

/** Where whoever was invited becomes a member. */
@Controller("/v1/invitations/accept")
@Tag(name = "Members")
class AcceptanceController {

    private final Workspaces workspaces;
    private final WorkspaceRows rows;
    private final Memberships memberships;
    private final Invitations invitations;
    private final InvitationDesk desk;
    private final Writes writes;

    AcceptanceController(
            Workspaces workspaces,
            WorkspaceRows rows,
            Memberships memberships,
            Invitations invitations,
            InvitationDesk desk,
            Writes writes) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.memberships = memberships;
        this.invitations = invitations;
        this.desk = desk;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Accept an invitation to one's own, verified address; answers the workspace",
            operationId = "acceptInvitation")
    @Answers(Workspace.class)
    HttpResponse<?> accept(Person person, @Valid @Body AcceptedToken body) {
        Invitations.Place place = place(body.token());
        Caller member = person.in(place.workspaceId(), Role.VIEWER);
        return writes.once(member, () -> {
            desk.accept(place.id(), person.id());
            return HttpResponse.ok(joined(person.id()));
        });
    }

    private Invitations.Place place(String text) {
        InvitationToken token = InvitationToken.parse(text);
        Invitations.Place place = token == null ? null : workspaces.outside(() -> invitations.placeOf(token.sha256()));
        if (place == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such invitation", "/token");
        }
        return place;
    }

    private Workspace joined(UUID person) {
        return rows.current(Objects.requireNonNull(memberships.find(person)).role());
    }
}
