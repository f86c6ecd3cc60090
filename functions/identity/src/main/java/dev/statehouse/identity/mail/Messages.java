package dev.statehouse.identity.mail;

import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.identity.MailToken;
import dev.statehouse.mail.Mail;

/** What people are written. No text holds what a stranger could have chosen, so that nobody sends their words through us. */
public final class Messages {

    private static final String UNASKED = "\n\nIf this was not you, there is nothing to do.";

    private Messages() {}

    public static Mail confirmRegistration(String to, MailToken token) {
        return new Mail(to, "Confirm your address", """
                Somebody, most likely you, registered with this address. To open the account, send this token
                to POST /v1/email-verifications/confirm within 24 hours:

                %s

                Do not use it if you did not register: the account would have a password that somebody else chose.""".formatted(token.text()));
    }

    public static Mail hasAccount(String to) {
        return new Mail(to, "You have an account", """
                Somebody, most likely you, wanted to register with this address. It has an account already: log in, or
                ask for a new password by POST /v1/password-resets.""" + UNASKED);
    }

    public static Mail nothingToConfirm(String to) {
        return new Mail(to, "Nothing to confirm", """
                Somebody asked to confirm this address again, but no registration waits for it. If you want an account,
                register by POST /v1/users; if you have one, log in.""" + UNASKED);
    }

    public static Mail resetPassword(String to, MailToken token) {
        return new Mail(to, "Set a new password", """
                Somebody, most likely you, asked for a new password. Send this token with the new password to
                POST /v1/password-resets/confirm within an hour:

                %s""".formatted(token.text()) + UNASKED);
    }

    public static Mail noAccount(String to) {
        return new Mail(to, "There is no account", """
                Somebody asked for a new password for this address, but it has no account. You may have registered with
                another one.""" + UNASKED);
    }

    public static Mail confirmAddress(String to, MailToken token) {
        return new Mail(to, "Confirm your new address", """
                Somebody, most likely you, wants to move an account to this address. Send this token to
                POST /v1/email-verifications/confirm within 24 hours:

                %s""".formatted(token.text()) + UNASKED);
    }

    /** Names neither the workspace nor who invites: both could be a stranger's words. */
    public static Mail invitation(String to, InvitationToken token) {
        return new Mail(to, "You are invited to a workspace", """
                Somebody invites this address to a workspace. To join it, log in to an account with this address, or
                register one, and send this token to POST /v1/invitations/accept within 7 days:

                %s""".formatted(token.text()) + UNASKED);
    }

    public static Mail addressMoved(String to) {
        return new Mail(to, "Your address was changed", """
                Your account has another address now, and no message will come here any more. If this was not you, ask
                whoever runs this service for help.""");
    }

    public static Mail passwordChanged(String to) {
        return new Mail(to, "Your password was changed", """
                Your password was changed, and other logins were ended. If this was not you, ask for a new password at
                once by POST /v1/password-resets.""");
    }
}
