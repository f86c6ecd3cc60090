package dev.statehouse.authorizer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.ApiKeys;
import dev.statehouse.data.identity.CredentialQuestion;
import dev.statehouse.data.identity.FoundSessions;
import dev.statehouse.data.identity.KnownCredential;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log that a credential was refused which once was valid. Only what PostgreSQL was just asked of comes
 * here, so no more than one in four seconds of one credential while Redis remembers it. Thread-safe.
 */
@Singleton
final class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private final Workspaces workspaces;
    private final ApiKeys keys;
    private final FoundSessions sessions;
    private final Clock clock;

    Denials(Workspaces workspaces, ApiKeys keys, FoundSessions sessions, Clock clock) {
        this.workspaces = workspaces;
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Gives back what was found. It never fails: a denial stays one where it can't be written down. */
    @Nullable
    KnownCredential noted(CredentialQuestion question, AuthorizerEvent event, @Nullable KnownCredential found) {
        if (found != null && isDead(question, found)) {
            try {
                note(question, event, found);
            } catch (DataError unwritten) {
                LOG.warn("A denial is missing in the audit log", unwritten);
            }
        }
        return found;
    }

    private boolean isDead(CredentialQuestion question, KnownCredential found) {
        return MessageDigest.isEqual(question.sha256(), found.sha256())
                && !clock.instant().isBefore(found.until());
    }

    private void note(CredentialQuestion question, AuthorizerEvent event, KnownCredential found) {
        String named = found.facts().get(Facts.WORKSPACE_ID);
        if (named == null) {
            // Outside of workspaces a session is refused in nobody's log.
            return;
        }
        UUID workspace = UUID.fromString(named);
        UUID id = UUID.fromString(found.id());
        byte[] sha256 = question.sha256();
        boolean key = found.facts().containsKey("keyId");
        workspaces.outside(() -> key
                ? keys.noteDenied(workspace, id, sha256, event.address(), event.route())
                : sessions.noteDenied(workspace, id, sha256, event.address(), event.route()));
    }
}
