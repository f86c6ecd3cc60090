package dev.statehouse.identity.key;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Origin;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.workspace.WorkspaceKey;
import dev.statehouse.data.workspace.WorkspaceKeys;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Role;
import dev.statehouse.http.Scopes;
import dev.statehouse.identity.member.Standing;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes keys that may do no more than who makes them. Called inside a transaction. */
@Singleton
final class KeyMaker {

    /** Usable at once in a workspace. */
    static final int MOST_USABLE = 1_000;

    private static final int LAST_YEAR = 9_999;

    private final Standing standing;
    private final WorkspaceKeys keys;

    KeyMaker(Standing standing, WorkspaceKeys keys) {
        this.standing = standing;
        this.keys = keys;
    }

    IssuedKey make(Caller caller, NewKey body) {
        checkRole(caller, body.role());
        String[] scopes = GrantableScopes.of(body.scopes(), caller.scopes());
        UUID person = body.isForMaker() ? maker(caller) : null;
        Instant expiresAt = expiry(caller, body.expiresAt());
        standing.hold(caller);
        checkRoom();
        return insert(body.name(), body.role(), scopes, person, expiresAt);
    }

    /** Makes a key in the place of an old one, which stays locked. */
    IssuedKey replace(Caller caller, UUID id) {
        // The workspace before its key, as whoever changes a member's role locks them: they would wait for each other.
        standing.hold(caller);
        WorkspaceKey old = ApiKeyController.found(keys.lock(id));
        checkMayHold(caller, old);
        if (old.replacedBy() != null || !keys.isUsable(old.id())) {
            throw new DataError(DataError.Kind.CONFLICT, "only a key that works and has no successor can be rotated");
        }
        checkRoom();
        String[] scopes = old.scopes() == null ? null : old.scopes().toArray(String[]::new);
        return insert(old.name(), old.role(), scopes, old.userId(), old.expiresAt());
    }

    private IssuedKey insert(
            String name, String role, String @Nullable [] scopes, @Nullable UUID person, @Nullable Instant expiresAt) {
        ApiKeyText text = ApiKeyText.random(new SecureRandom());
        return IssuedKey.of(
                keys.insert(Ids.next(), name, text.prefix(), text.sha256(), role, scopes, person, expiresAt)
                        .getFirst(),
                text);
    }

    private void checkRoom() {
        if (keys.countUsable() >= MOST_USABLE) {
            throw new DataError(DataError.Kind.CONFLICT, MOST_USABLE + " keys are in use: revoke some first");
        }
    }

    private static void checkRole(Caller caller, String role) {
        if (!caller.role().mayActAs(Objects.requireNonNull(Role.named(role)))) {
            throw new DataError(DataError.Kind.FORBIDDEN, "the role '" + role + "' is above your own", "/role");
        }
    }

    private static UUID maker(Caller caller) {
        if (caller.personId() == null) {
            throw refused("/actsForMe", "a key that acts for no person makes none that does");
        }
        return caller.personId();
    }

    /** To rotate a key is to hold its successor. */
    private static void checkMayHold(Caller caller, WorkspaceKey key) {
        boolean within = caller.role().mayActAs(Objects.requireNonNull(Role.named(key.role())))
                && caller.scopes().cover(key.scopes() == null ? Scopes.ALL : new Scopes(Set.copyOf(key.scopes())));
        if (!within) {
            throw new DataError(DataError.Kind.FORBIDDEN, "this key may do more than your own credentials");
        }
        if (key.userId() != null && !key.userId().equals(caller.personId())) {
            throw new DataError(DataError.Kind.FORBIDDEN, "this key acts for somebody else");
        }
    }

    /** A key's key ends with it at the latest, or a key that leaked for a day would be there for ever. */
    private @Nullable Instant expiry(Caller caller, @Nullable String asked) {
        Instant wanted = asked == null ? null : instant(asked);
        Instant makers = caller.origin().via() == Origin.Via.KEY ? endOf(caller.credentialId()) : null;
        if (makers != null && (wanted == null || wanted.isAfter(makers))) {
            throw refused("/expiresAt", "must not be after the end of the key that you use, which is " + makers);
        }
        return wanted;
    }

    private Instant instant(String asked) {
        try {
            OffsetDateTime wanted = OffsetDateTime.parse(asked);
            // Java knows years that PostgreSQL can't read.
            if (wanted.getYear() > 0 && wanted.getYear() <= LAST_YEAR && keys.isAhead(wanted.toInstant())) {
                return wanted.toInstant();
            }
        } catch (DateTimeException notOfTheForm) {
            throw refused("/expiresAt", "must be of the form 2030-01-31T12:00:00Z");
        }
        throw refused("/expiresAt", "must be ahead, by at most ten years");
    }

    private @Nullable Instant endOf(UUID key) {
        WorkspaceKey own = keys.find(key);
        return own == null ? null : own.expiresAt();
    }

    private static RequestError refused(String pointer, String fault) {
        return RequestError.invalid(
                pointer.substring(1) + " " + fault, List.of(Problem.FieldError.inBody(pointer, fault)));
    }
}
