package dev.statehouse.authorizer;

import dev.statehouse.authorizer.token.TokenFault;
import dev.statehouse.data.Origin;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.ApiKeys;
import dev.statehouse.data.identity.CredentialQuestion;
import dev.statehouse.data.identity.FoundSessions;
import dev.statehouse.data.identity.FoundTokenIssuers;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.identity.LimitRefusals;
import dev.statehouse.data.identity.RefusalCounts;
import dev.statehouse.data.identity.RefusedRequests;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log that a credential was refused which once was valid, or is so elsewhere, or which its issuer signed,
 * whether PostgreSQL or Redis said so. How many these can be within a minute is limited: of dead ones by address
 * ({@code Plan.UNPROVED}), like look-ups of what is unknown; of others by their own limits. Thread-safe.
 */
@Singleton
final class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private final Workspaces workspaces;
    private final ApiKeys keys;
    private final FoundSessions sessions;
    private final FoundTokenIssuers issuers;
    private final LimitRefusals limited;
    private final RefusalCounts counts;
    private final Clock clock;

    Denials(
            Workspaces workspaces,
            ApiKeys keys,
            FoundSessions sessions,
            FoundTokenIssuers issuers,
            LimitRefusals limited,
            RefusalCounts counts,
            Clock clock) {
        this.workspaces = workspaces;
        this.keys = keys;
        this.sessions = sessions;
        this.issuers = issuers;
        this.limited = limited;
        this.counts = counts;
        this.clock = clock;
    }

    /** It never fails: a denial stays one where it can't be written down. */
    void note(
            CredentialQuestion question, AuthorizerEvent event, @Nullable KnownCredential known, NamedWorkspace named) {
        if (known == null || !MessageDigest.isEqual(question.sha256(), known.sha256())) {
            return;
        }
        try {
            if (!clock.instant().isBefore(known.until())) {
                noteDead(question, event, known);
            } else if (Verdict.isForeign(known.facts(), named)) {
                noteMisdirected(question, event, known);
            }
        } catch (RuntimeException unwritten) {
            LOG.warn("A denial is missing in the audit log", unwritten);
        }
    }

    private void noteDead(CredentialQuestion question, AuthorizerEvent event, KnownCredential known) {
        UUID workspace = workspace(known);
        UUID id = UUID.fromString(known.id());
        byte[] sha256 = question.sha256();
        String issuer = known.facts().get("tokenId");
        if (workspace != null && issuer != null) {
            noteDeadToken(workspace, UUID.fromString(issuer), event, known.facts());
        } else if (workspace != null && known.facts().containsKey("keyId")) {
            workspaces.outside(() -> keys.noteDenied(workspace, id, sha256, event.address(), event.route()));
        } else if (known.facts().containsKey("sessionId")) {
            workspaces.outside(() -> sessions.noteDenied(workspace, id, sha256, event.address(), event.route()));
        }
    }

    private void noteDeadToken(UUID workspace, UUID issuer, AuthorizerEvent event, Map<String, String> facts) {
        String subject = facts.getOrDefault(Facts.SUBJECT, "");
        String reason = facts.getOrDefault(Facts.FAULT, TokenFault.EXPIRED.reason());
        workspaces.outside(
                () -> issuers.noteDenied(workspace, issuer, subject, event.address(), event.route(), reason));
    }

    // A session that is misdirected is known to the function that refuses it, and in its person's log by that.
    private void noteMisdirected(CredentialQuestion question, AuthorizerEvent event, KnownCredential known) {
        UUID own = workspace(known);
        if (own != null && known.facts().containsKey("keyId")) {
            UUID id = UUID.fromString(known.id());
            workspaces.outside(() -> keys.noteMisdirected(own, id, question.sha256(), event.address(), event.route()));
        }
    }

    /** Of requests beyond a limit. If that can't be written, they are counted with the next ones. */
    void noteLimited(RefusedRequests refused, AuthorizerEvent event) {
        Origin.Via via = refused.via();
        UUID credential = refused.credentialId();
        if (via == null || credential == null) {
            return;
        }
        try {
            workspaces.outside(() -> limited.note(
                    refused.workspaceId(),
                    via.label(),
                    credential,
                    refused.subject(),
                    event.address(),
                    event.route(),
                    refused.requests(),
                    refused.since()));
        } catch (RuntimeException unwritten) {
            LOG.warn("Refusals by a limit are told later", unwritten);
            counts.giveBack(refused);
        }
    }

    private static @Nullable UUID workspace(KnownCredential known) {
        String named = known.facts().get(Facts.WORKSPACE_ID);
        return named == null ? null : UUID.fromString(named);
    }
}
