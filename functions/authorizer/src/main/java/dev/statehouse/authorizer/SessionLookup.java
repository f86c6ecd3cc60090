package dev.statehouse.authorizer;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.FoundSession;
import dev.statehouse.data.identity.FoundSessions;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.data.limit.Plan;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL about a login session, and its person's place in one workspace. Thread-safe. */
@Singleton
final class SessionLookup {

    private final Workspaces workspaces;
    private final FoundSessions sessions;

    SessionLookup(Workspaces workspaces, FoundSessions sessions) {
        this.workspaces = workspaces;
        this.sessions = sessions;
    }

    /**
     * What is known of the session; null if there is none of its id.
     *
     * @throws dev.statehouse.data.DataError if the database can't answer
     */
    @Nullable
    KnownCredential find(SessionToken token, NamedWorkspace named, Instant askedAt) {
        FoundSession session =
                workspaces.outside(() -> sessions.find(token.sessionId(), token.sha256(), named.id(), named.slug()));
        if (session == null) {
            return null;
        }
        // Outside of workspaces a session counts as its person's, on the free plan.
        UUID owner = Objects.requireNonNullElse(session.workspaceId(), session.userId());
        return new KnownCredential(
                askedAt,
                session.revokedAt() == null ? session.expiresAt() : KnownCredential.ENDED,
                session.tokenSha256(),
                owner.toString(),
                Plan.named(session.plan()),
                session.id().toString(),
                facts(session, named));
    }

    private static Map<String, String> facts(FoundSession session, NamedWorkspace named) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (session.revokedAt() != null) {
            facts.put(Facts.DENIED, "revoked");
        } else if (session.workspaceId() == null && !named.isNone()) {
            facts.put(Facts.DENIED, Facts.FOREIGN);
        }
        facts.put("sessionId", session.id().toString());
        facts.put("userId", session.userId().toString());
        Facts.putIfKnown(facts, Facts.WORKSPACE_ID, session.workspaceId());
        Facts.putIfKnown(facts, "role", session.role());
        return facts;
    }
}
