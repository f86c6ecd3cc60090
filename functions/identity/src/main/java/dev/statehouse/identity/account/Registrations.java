package dev.statehouse.identity.account;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.MailToken;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.UserPasswords;
import dev.statehouse.data.identity.UserRegistration;
import dev.statehouse.data.identity.UserRegistrations;
import dev.statehouse.data.identity.Users;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.mail.Messages;
import dev.statehouse.mail.Mail;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accounts on their way. A registration is written for every address, known or not, and makes a user only once the address is
 * proved: what is answered, written and sent tells nobody but the address's owner whether there was an account.
 */
@Singleton
final class Registrations {

    private static final Duration LIFE = Duration.ofHours(24);

    private final Workspaces workspaces;
    private final Users users;
    private final UserPasswords passwords;
    private final UserRegistrations registrations;
    private final Clock clock;

    Registrations(
            Workspaces workspaces, Users users, UserPasswords passwords, UserRegistrations registrations, Clock clock) {
        this.workspaces = workspaces;
        this.users = users;
        this.passwords = passwords;
        this.registrations = registrations;
        this.clock = clock;
    }

    /**
     * Writes a registration down.
     *
     * @return the message to be sent
     * @throws DataError {@code ALREADY_EXISTS} if the username is taken
     */
    Mail add(Visitor visitor, Registration wanted, String passwordHash) {
        MailToken token = MailToken.random(new SecureRandom());
        Instant now = clock.instant();
        return workspaces.writeOutside(null, visitor.origin(), () -> {
            if (users.hasUsername(wanted.username())) {
                throw taken();
            }
            boolean known = hasAccount(wanted.email());
            registrations.clear(now);
            registrations.insert(
                    Ids.next(),
                    wanted.username(),
                    wanted.email(),
                    Objects.requireNonNullElse(wanted.firstName(), ""),
                    Objects.requireNonNullElse(wanted.lastName(), ""),
                    passwordHash,
                    token.sha256(),
                    now.plus(LIFE));
            return known ? Messages.hasAccount(wanted.email()) : Messages.confirmRegistration(wanted.email(), token);
        });
    }

    /** Gives the registration that waits for an address a new token; the message says so, or why not. */
    Mail renew(Visitor visitor, String email) {
        MailToken token = MailToken.random(new SecureRandom());
        Instant now = clock.instant();
        return workspaces.writeOutside(null, visitor.origin(), () -> {
            boolean known = hasAccount(email);
            List<UserRegistration> waiting = registrations.renew(email, token.sha256(), now.plus(LIFE), now);
            if (known) {
                return Messages.hasAccount(email);
            }
            return waiting.isEmpty()
                    ? Messages.nothingToConfirm(email)
                    : Messages.confirmRegistration(waiting.getFirst().email(), token);
        });
    }

    /**
     * Makes the user whose registration this token confirms; null if it is no registration's.
     *
     * @throws DataError {@code ALREADY_EXISTS} if the username or the address was taken since
     */
    @Nullable
    User confirm(Visitor visitor, MailToken token) {
        Instant now = clock.instant();
        return workspaces.writeOutside(null, visitor.origin(), () -> {
            List<UserRegistration> waiting = registrations.take(token.sha256(), now);
            return waiting.isEmpty() ? null : open(waiting.getFirst(), now);
        });
    }

    private User open(UserRegistration registration, Instant now) {
        if (users.hasUsername(registration.username())) {
            throw taken();
        }
        List<User> made = users.register(
                Ids.next(),
                registration.username(),
                registration.email(),
                registration.firstName(),
                registration.lastName(),
                now);
        if (made.isEmpty()) {
            throw new DataError(DataError.Kind.ALREADY_EXISTS, "this address has an account");
        }
        passwords.put(made.getFirst().id(), registration.passwordHash(), now);
        registrations.deleteAll(registration.email());
        return made.getFirst();
    }

    /** Who was only ever invited has none yet. */
    private boolean hasAccount(String email) {
        User user = users.withEmail(email);
        return user != null && (user.username() != null || passwords.find(user.id()) != null);
    }

    private static DataError taken() {
        return new DataError(DataError.Kind.ALREADY_EXISTS, "this username is taken", "/username");
    }
}
