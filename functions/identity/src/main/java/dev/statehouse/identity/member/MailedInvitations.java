package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;
import dev.statehouse.identity.mail.Messages;
import dev.statehouse.mail.Mailer;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invitations by mail. Unlike other messages, one that can't be sent is an error: whoever invites chose the address, learns
 * nothing of it, and can invite again.
 */
@Singleton
@Secondary
final class MailedInvitations implements InvitationMail {

    private static final Logger LOG = LoggerFactory.getLogger(MailedInvitations.class);

    private final Optional<Mailer> mailer;

    MailedInvitations(Optional<Mailer> mailer) {
        this.mailer = mailer;
    }

    @Override
    public void send(Invitation invitation, InvitationToken token, String workspace) {
        if (mailer.isEmpty()) {
            LOG.error("Neither MAIL_FROM nor MAIL_FOLDER is set, so no invitation is sent");
            throw unsent();
        }
        try {
            mailer.get().send(Messages.invitation(invitation.email(), token));
        } catch (RuntimeException failed) {
            // The exception's own text may quote the address.
            LOG.error("An invitation could not be sent: {}", failed.getClass().getName());
            throw unsent();
        }
    }

    private static DataError unsent() {
        return new DataError(DataError.Kind.UNAVAILABLE, "messages can't be sent: invite again once they can");
    }
}
