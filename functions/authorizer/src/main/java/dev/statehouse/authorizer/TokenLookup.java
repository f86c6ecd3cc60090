package dev.statehouse.authorizer;

import dev.statehouse.authorizer.token.IssuerKeys;
import dev.statehouse.authorizer.token.IssuerUnavailableException;
import dev.statehouse.authorizer.token.TokenFault;
import dev.statehouse.authorizer.token.UnverifiedToken;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.FoundTokenIssuer;
import dev.statehouse.data.identity.FoundTokenIssuers;
import dev.statehouse.data.identity.JwtText;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.identity.TokenSubject;
import dev.statehouse.data.limit.Plan;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL which issuer a JWT is to be checked by, and checks it. Thread-safe. */
@Singleton
final class TokenLookup {

    private final Workspaces workspaces;
    private final FoundTokenIssuers issuers;
    private final IssuerKeys keys;
    private final Clock clock;

    TokenLookup(Workspaces workspaces, FoundTokenIssuers issuers, IssuerKeys keys, Clock clock) {
        this.workspaces = workspaces;
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What is known of the token, once its issuer's signature proved it, be it accepted or not; null for any that the
     * workspace has no reason to believe. Of an expired one its holder is told, since that was somebody.
     *
     * @throws dev.statehouse.data.DataError if the database can't answer
     * @throws IssuerUnavailableException if no keys of the issuer can be had
     */
    @Nullable
    KnownCredential find(JwtText text, NamedWorkspace named, Instant askedAt) {
        UnverifiedToken token = UnverifiedToken.read(text);
        if (token == null) {
            return null;
        }
        String[] audiences = token.audiences().toArray(String[]::new);
        FoundTokenIssuer issuer =
                workspaces.outside(() -> issuers.find(named.id(), named.slug(), token.issuer(), audiences));
        if (issuer == null || !token.isSignedAsBy(issuer)) {
            return null;
        }
        TokenFault fault = token.fault(issuer, clock.instant());
        return isSigned(issuer, token, fault) ? known(issuer, token, fault, askedAt) : null;
    }

    // What is refused in any case need not wait until the issuer can be asked.
    private boolean isSigned(FoundTokenIssuer issuer, UnverifiedToken token, @Nullable TokenFault fault) {
        try {
            return keys.signed(issuer, token);
        } catch (IssuerUnavailableException unavailable) {
            if (fault == null || fault == TokenFault.EXPIRED) {
                throw unavailable;
            }
            return false;
        }
    }

    private static KnownCredential known(
            FoundTokenIssuer issuer, UnverifiedToken token, @Nullable TokenFault fault, Instant askedAt) {
        boolean expires = fault == null || fault == TokenFault.EXPIRED;
        return new KnownCredential(
                askedAt,
                expires ? token.expiresAt() : KnownCredential.ENDED,
                token.text().sha256(),
                issuer.workspaceId().toString(),
                Plan.named(issuer.plan()),
                new TokenSubject(issuer.id(), token.subject()).id().toString(),
                facts(issuer, token, expires ? null : fault));
    }

    private static Map<String, String> facts(
            FoundTokenIssuer issuer, UnverifiedToken token, @Nullable TokenFault fault) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (fault != null) {
            facts.put(Facts.DENIED, "invalid");
            facts.put(Facts.FAULT, fault.reason());
        }
        facts.put(Facts.WORKSPACE_ID, issuer.workspaceId().toString());
        facts.put("tokenId", issuer.id().toString());
        facts.put(Facts.SUBJECT, token.subject());
        facts.put("role", issuer.role());
        Facts.putIfKnown(facts, "scopes", issuer.scopes());
        return facts;
    }
}
