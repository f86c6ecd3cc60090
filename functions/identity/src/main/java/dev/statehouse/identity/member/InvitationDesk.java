package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;
import dev.statehouse.data.workspace.Invitations;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, revokes and accepts invitations. Called inside a transaction. */
@Singleton
final class InvitationDesk {

    static final int DAYS = 7;

    /** Open at once in a workspace: each is a message to a stranger. */
    static final int MOST_OPEN = 1_000;

    private final Standing standing;
    private final WorkspaceRows rows;
    private final Memberships memberships;
    private final Invitations invitations;

    InvitationDesk(Standing standing, WorkspaceRows rows, Memberships memberships, Invitations invitations) {
        this.standing = standing;
        this.rows = rows;
        this.memberships = memberships;
        this.invitations = invitations;
    }

    /** Whether the address is anybody's makes no difference, unless it is a member's, whom the caller knows anyway. */
    Invitation invite(Caller caller, NewInvitation body, InvitationToken token) {
        standing.hold(caller);
        Standing.checkGiven(caller, body.role());
        if (memberships.hasAddress(body.email())) {
            throw new DataError(DataError.Kind.ALREADY_EXISTS, "this is the address of a member", "/email");
        }
        Invitation open = invitations.lockOpen(body.email());
        if (open != null) {
            Standing.checkPresent(caller, open.role());
        } else if (invitations.countOpen() >= MOST_OPEN) {
            throw new DataError(DataError.Kind.CONFLICT, MOST_OPEN + " invitations are open: revoke some first");
        }
        return invitations
                .insert(Ids.next(), body.email(), body.role(), token.sha256(), DAYS)
                .getFirst();
    }

    void revoke(Caller caller, UUID id) {
        Invitation invitation = found(invitations.lock(id));
        Standing.checkPresent(caller, invitation.role());
        if (invitation.acceptedAt() != null) {
            throw new DataError(DataError.Kind.CONFLICT, "it was accepted: remove the member instead");
        }
        invitations.revoke(id);
    }

    /** Makes the person a member; one who is already keeps their role. */
    void accept(UUID id, UUID person) {
        rows.lock();
        Invitation invitation = found(invitations.lock(id));
        if (!invitations.isTheirs(person, invitation.email())) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN, "this invitation is for another address than your verified one");
        }
        if (invitations.accept(id) == 1) {
            memberships.insert(person, invitation.role());
        } else if (invitation.acceptedAt() == null || memberships.find(person) == null) {
            throw new DataError(DataError.Kind.CONFLICT, "this invitation is over: ask for another");
        }
    }

    private static Invitation found(@Nullable Invitation invitation) {
        if (invitation == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such invitation");
        }
        return invitation;
    }
}
