package dev.statehouse.identity.account;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.Users;
import dev.statehouse.data.removal.BegunUserRemoval;
import dev.statehouse.data.removal.Removals;
import dev.statehouse.http.Person;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.identity.mail.Outbox;
import dev.statehouse.identity.session.Logins;
import dev.statehouse.mail.Mail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The account of a person who is logged in: shown, changed and ended. */
@Singleton
final class Accounts {

    private final Workspaces workspaces;
    private final Users users;
    private final Removals removals;
    private final PasswordChanges passwords;
    private final EmailChanges emails;
    private final AccountLimits limits;
    private final Logins logins;
    private final Outbox outbox;
    private final Clock clock;

    Accounts(
            Workspaces workspaces,
            Users users,
            Removals removals,
            PasswordChanges passwords,
            EmailChanges emails,
            AccountLimits limits,
            Logins logins,
            Outbox outbox,
            Clock clock) {
        this.workspaces = workspaces;
        this.users = users;
        this.removals = removals;
        this.passwords = passwords;
        this.emails = emails;
        this.limits = limits;
        this.logins = logins;
        this.outbox = outbox;
        this.clock = clock;
    }

    User find(Person person) {
        return found(workspaces.outside(() -> users.find(person.id())));
    }

    private record Changed(User user, @Nullable Mail mail) {}

    User change(Person person, @Nullable Integer revision, AccountChanges wanted) {
        if (wanted.email() != null) {
            limits.takeMessage("move", wanted.email(), person.visitor().address());
            demandPassword(person, wanted.password(), "/password");
        }
        Changed changed = workspaces.writeOutside(person.id(), person.origin(), () -> {
            List<User> rows = users.change(
                    person.id(), wanted.username(), wanted.firstName(), wanted.lastName(), revision, clock.instant());
            if (rows.isEmpty()) {
                found(users.find(person.id()));
                throw new DataError(DataError.Kind.STALE, "the profile changed since it was read");
            }
            return new Changed(
                    rows.getFirst(), wanted.email() == null ? null : emails.begin(person.id(), wanted.email()));
        });
        if (changed.mail() != null) {
            outbox.send(changed.mail());
        }
        return changed.user();
    }

    void changePassword(Person person, ChangedPassword wanted) {
        demandPassword(person, wanted.oldPassword(), "/oldPassword");
        passwords.change(person, find(person), wanted);
    }

    /** {@return the id of the removal that follows} */
    UUID delete(Person person, String password) {
        demandPassword(person, password, "/password");
        AtomicReference<@Nullable UUID> removal = new AtomicReference<>();
        logins.ending(person.id(), person.origin(), null, () -> {
            User user = found(users.find(person.id()));
            BegunUserRemoval begun = removals.beginUser(person.id());
            if (begun.owned() != null) {
                throw new DataError(
                        DataError.Kind.CONFLICT,
                        "make somebody else an owner first, for you are the last one of: " + begun.owned());
            }
            removal.set(begun.id());
            users.delete(person.id(), clock.instant());
            return user;
        });
        return Objects.requireNonNull(removal.get());
    }

    private void demandPassword(Person person, @Nullable String password, String pointer) {
        if (password == null) {
            throw fault(pointer, "is needed to change the address");
        }
        limits.takePassword(person.id());
        if (!passwords.matches(person.id(), password)) {
            throw fault(pointer, "is not the password of this account");
        }
    }

    private static RequestError fault(String pointer, String fault) {
        return RequestError.invalid("the password " + fault, List.of(FieldError.inBody(pointer, fault)));
    }

    private static User found(@Nullable User user) {
        if (user == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "the account is gone");
        }
        return user;
    }
}
