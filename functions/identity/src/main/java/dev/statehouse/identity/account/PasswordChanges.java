package dev.statehouse.identity.account;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.MailToken;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.UserPassword;
import dev.statehouse.data.identity.UserPasswords;
import dev.statehouse.data.identity.UserToken;
import dev.statehouse.data.identity.UserTokens;
import dev.statehouse.data.identity.Users;
import dev.statehouse.http.Person;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.mail.Messages;
import dev.statehouse.identity.mail.Outbox;
import dev.statehouse.identity.password.NewPassword;
import dev.statehouse.identity.password.Passwords;
import dev.statehouse.identity.session.Logins;
import dev.statehouse.mail.Mail;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** New passwords. Each ends the logins that the old one may have opened to others. */
@Singleton
final class PasswordChanges {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Workspaces workspaces;
    private final Users users;
    private final UserPasswords stored;
    private final UserTokens tokens;
    private final Passwords passwords;
    private final Logins logins;
    private final Outbox outbox;
    private final Clock clock;

    PasswordChanges(
            Workspaces workspaces,
            Users users,
            UserPasswords stored,
            UserTokens tokens,
            Passwords passwords,
            Logins logins,
            Outbox outbox,
            Clock clock) {
        this.workspaces = workspaces;
        this.users = users;
        this.stored = stored;
        this.tokens = tokens;
        this.passwords = passwords;
        this.logins = logins;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The message for an address whose account, if there is one, is to have a new password. */
    Mail beginReset(Visitor visitor, String email) {
        MailToken token = MailToken.random(new SecureRandom());
        Instant now = clock.instant();
        return workspaces.writeOutside(null, visitor.origin(), () -> {
            User user = users.withEmail(email);
            tokens.clear(now);
            if (user == null) {
                return Messages.noAccount(email);
            }
            tokens.insert(
                    Ids.next(), user.id(), UserToken.RESET_PASSWORD, user.email(), token.sha256(), now.plus(LIFE));
            return Messages.resetPassword(user.email(), token);
        });
    }

    /** @throws dev.statehouse.http.RequestError if the token is none, or the password too weak */
    void reset(Visitor visitor, MailToken token, String password) {
        NewPassword.check(password, "/password");
        String hash = passwords.hash(password);
        User user = logins.ending(null, visitor.origin(), null, () -> useToken(token, password, hash));
        outbox.send(Messages.passwordChanged(user.email()));
    }

    private User useToken(MailToken token, String password, String hash) {
        Instant now = clock.instant();
        List<UserToken> used = tokens.use(token.sha256(), UserToken.RESET_PASSWORD, now);
        User user = used.isEmpty() ? null : users.find(used.getFirst().userId());
        if (user == null) {
            throw SentToken.unknown();
        }
        NewPassword.check(password, "/password", user.username(), user.email());
        // Whoever has the token reads the address's messages.
        users.prove(user.id(), used.getFirst().email(), now);
        put(user.id(), hash, now);
        return user;
    }

    /** @throws dev.statehouse.http.RequestError if the old password is wrong or the new one too weak */
    void change(Person person, User user, ChangedPassword wanted) {
        NewPassword.check(wanted.newPassword(), "/newPassword", user.username(), user.email());
        String hash = passwords.hash(wanted.newPassword());
        logins.ending(person.id(), person.origin(), person.sessionId(), () -> {
            put(user.id(), hash, clock.instant());
            return user;
        });
        outbox.send(Messages.passwordChanged(user.email()));
    }

    private void put(UUID userId, String hash, Instant now) {
        stored.put(userId, hash, now);
        tokens.endAll(userId);
    }

    /** Whether this is the person's password. */
    boolean matches(UUID userId, String password) {
        UserPassword known = workspaces.outside(() -> stored.find(userId));
        return passwords.matches(password, known == null ? null : known.hash());
    }
}
