package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Says so where nothing that sends messages was set up. */
@Singleton
@Requires(missingBeans = InvitationMail.class)
final class NoInvitationMail implements InvitationMail {

    @Override
    public void send(Invitation invitation, InvitationToken token, String workspace) {
        throw new DataError(DataError.Kind.UNAVAILABLE, "messages can't be sent: invite again once they can");
    }
}
