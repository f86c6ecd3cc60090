package dev.statehouse.identity.member;

import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;

/** Brings an invitation to its address. */
public interface InvitationMail {

    /**
     * Sends the message that the token is in.
     *
     * @param workspace what the workspace is called
     * @throws dev.statehouse.data.DataError {@code UNAVAILABLE} if it can't be sent now
     */
    void send(Invitation invitation, InvitationToken token, String workspace);
}
