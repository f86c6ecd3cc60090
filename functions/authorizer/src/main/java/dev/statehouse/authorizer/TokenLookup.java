package dev.statehouse.authorizer;

import dev.statehouse.authorizer.token.IssuerKeys;
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
     * What is known of the token, once its issuer's signature proved it; null for any that the workspace has no reason to
     * believe. An expired one is told from others, since whoever has it was somebody.
     *
     * @throws dev.statehouse.data.DataError if the database can't answer
     * @throws dev.statehouse.authorizer.token.IssuerUnavailableException if no keys of the issuer can be had
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
        boolean believed =
                issuer != null && token.isFor(issuer) && keys.signed(issuer, token) && token.hasBegun(clock.instant());
        return believed ? known(issuer, token, askedAt) : null;
    }

    private static KnownCredential known(FoundTokenIssuer issuer, UnverifiedToken token, Instant askedAt) {
        return new KnownCredential(
                askedAt,
                token.expiresAt(),
                token.text().sha256(),
                issuer.workspaceId().toString(),
                Plan.named(issuer.plan()),
                new TokenSubject(issuer.id(), token.subject()).id().toString(),
                facts(issuer, token));
    }

    private static Map<String, String> facts(FoundTokenIssuer issuer, UnverifiedToken token) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.WORKSPACE_ID, issuer.workspaceId().toString());
        facts.put("tokenId", issuer.id().toString());
        facts.put("subject", token.subject());
        facts.put("role", issuer.role());
        Facts.putIfKnown(facts, "scopes", issuer.scopes());
        return facts;
    }
}
