package dev.statehouse.identity.session;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Origin;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.KnownCredentials;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.UserPassword;
import dev.statehouse.data.identity.UserPasswords;
import dev.statehouse.data.identity.UserSession;
import dev.statehouse.data.identity.UserSessions;
import dev.statehouse.data.identity.Users;
import dev.statehouse.http.Person;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.password.Passwords;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins and ends login sessions. What ends one in PostgreSQL is followed by Redis forgetting it. Thread-safe. */
@Singleton
public final class Logins {

    private static final Duration UNUSED = Duration.ofHours(24);
    private static final int DEVICE_CHARACTERS = 500;

    private final Workspaces workspaces;
    private final Users users;
    private final UserPasswords stored;
    private final UserSessions sessions;
    private final KnownCredentials known;
    private final Passwords passwords;
    private final Clock clock;
    private final Duration most;

    /** @param days how long a session lasts however it is used: {@code SESSION_DAYS}, 30 unless it is set, at least 1 */
    Logins(
            Workspaces workspaces,
            Users users,
            UserPasswords stored,
            UserSessions sessions,
            KnownCredentials known,
            Passwords passwords,
            Clock clock,
            @Property(name = "session.days", defaultValue = "30") int days) {
        this.workspaces = workspaces;
        this.users = users;
        this.stored = stored;
        this.sessions = sessions;
        this.known = known;
        this.passwords = passwords;
        this.clock = clock;
        this.most = Duration.ofDays(days);
    }

    /** Whom a login names, and what would prove them; both null for nobody. */
    private record Claimed(@Nullable User user, @Nullable String hash) {}

    /**
     * Opens a session, under a token that nobody has seen before.
     *
     * @param name username or email
     * @return null if there is no such person or it is not their password
     */
    @Nullable
    OpenedSession open(Visitor visitor, String name, String password) {
        Claimed claimed = workspaces.outside(() -> claimed(name));
        User user = claimed.user();
        String hash = claimed.hash();
        if (!passwords.matches(password, hash) || user == null || hash == null) {
            workspaces.writeOutside(null, visitor.origin(), () -> sessions.refuse(user == null ? null : user.id()));
            return null;
        }
        String better = passwords.isOutdated(hash) ? passwords.hash(password) : null;
        Instant now = clock.instant();
        OpenedSession opened =
                OpenedSession.of(SessionToken.random(new SecureRandom(), Ids.next(), user.id()), now, UNUSED, most);
        Origin origin = new Origin(Origin.Via.SESSION, opened.id(), null, visitor.address(), visitor.requestId());
        return workspaces.writeOutside(user.id(), origin, () -> {
            UserPassword still = stored.lock(user.id());
            // Changed since it was compared: whoever changed it has ended all sessions, and this one would outlive
            // that.
            if (still == null || !still.hash().equals(hash)) {
                return null;
            }
            if (better != null) {
                stored.upgrade(user.id(), hash, better, now);
            }
            insert(visitor, opened, now);
            users.loggedIn(user.id(), now);
            return opened;
        });
    }

    private Claimed claimed(String name) {
        User user = users.named(name);
        // For nobody, too: the same statements, whoever is named.
        UserPassword password = stored.find(user == null ? new UUID(0, 0) : user.id());
        return new Claimed(user, password == null ? null : password.hash());
    }

    private void insert(Visitor visitor, OpenedSession opened, Instant now) {
        sessions.insert(
                opened.id(),
                opened.userId(),
                opened.sha256(),
                device(visitor),
                visitor.address(),
                now,
                opened.expiresAt(),
                opened.endsAt());
    }

    private static String device(Visitor visitor) {
        String agent = visitor.userAgent() == null ? "" : visitor.userAgent().replaceAll("\\p{C}", " ");
        return agent.length() <= DEVICE_CHARACTERS ? agent : agent.substring(0, DEVICE_CHARACTERS);
    }

    /** Whether this name logged in from this address of late, so that it is its owner's rather than a guesser's. */
    boolean isFamiliar(String name, String address) {
        return workspaces.outside(() -> {
            User user = users.named(name);
            return user != null
                    && sessions.isKnown(user.id(), address, clock.instant().minus(most));
        });
    }

    List<UserSession> list(UUID userId, @Nullable UUID before, int rows) {
        return workspaces.outside(() -> sessions.list(userId, clock.instant(), before, rows));
    }

    /** Ends one session; false if the person has no such. */
    boolean end(Person person, UUID sessionId) {
        List<UserSession> ended = workspaces.writeOutside(
                person.id(), person.origin(), () -> sessions.revoke(person.id(), sessionId, clock.instant()));
        // Even if PostgreSQL knew that it had ended: Redis may not.
        known.forgetSession(person.id(), sessionId);
        return !ended.isEmpty();
    }

    /** Ends all of a person's sessions. */
    void endAll(Person person) {
        forget(workspaces.writeOutside(
                person.id(), person.origin(), () -> sessions.revokeAll(person.id(), null, clock.instant())));
    }

    /**
     * Changes a person and ends their sessions, in one transaction.
     *
     * @param personId who does it; null for somebody whose proof is part of the work
     * @param except the session that stays; null for none
     */
    public User ending(@Nullable UUID personId, Origin origin, @Nullable UUID except, Supplier<User> change) {
        record Changed(User user, List<UserSession> ended) {}
        Changed changed = workspaces.writeOutside(personId, origin, () -> {
            User user = change.get();
            return new Changed(user, sessions.revokeAll(user.id(), except, clock.instant()));
        });
        forget(changed.ended());
        return changed.user();
    }

    private void forget(List<UserSession> ended) {
        ended.forEach(session -> known.forgetSession(session.userId(), session.id()));
    }
}
