package dev.statehouse.identity.issuer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.workspace.TokenIssuer;
import dev.statehouse.data.workspace.TokenIssuers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Role;
import dev.statehouse.http.Scopes;
import dev.statehouse.identity.key.GrantableScopes;
import dev.statehouse.identity.member.Standing;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes issuers whose tokens may do no more than who does so: to say whose keys are believed is to hold all
 * tokens that they sign. Called inside a transaction.
 */
@Singleton
final class IssuerRegister {

    /** In a workspace. */
    static final int MOST = 20;

    private final Standing standing;
    private final TokenIssuers issuers;

    IssuerRegister(Standing standing, TokenIssuers issuers) {
        this.standing = standing;
        this.issuers = issuers;
    }

    TokenIssuer make(Caller caller, NewIssuer body) {
        String issuer = Forms.issuer(body.issuer());
        String jwksUrl = Forms.jwksUrl(body.jwksUrlOrDefault());
        checkRole(caller, body.roleOrLeast());
        String[] scopes = GrantableScopes.of(body.scopes(), caller.scopes());
        standing.hold(caller);
        if (issuers.count() >= MOST) {
            throw new DataError(DataError.Kind.CONFLICT, "there are " + MOST + " issuers: delete some first");
        }
        return issuers
                .insert(
                        Ids.next(),
                        issuer,
                        body.audience(),
                        body.algorithmArray(),
                        body.requiredScope(),
                        jwksUrl,
                        body.roleOrLeast(),
                        scopes,
                        body.activeOrNot())
                .stream()
                .findFirst()
                .orElseThrow(() -> new DataError(
                        DataError.Kind.ALREADY_EXISTS, "this issuer is there with this audience", "/audience"));
    }

    /** @param issuer that the caller has locked */
    TokenIssuer change(Caller caller, TokenIssuer issuer, IssuerChanges body) {
        standing.hold(caller);
        String[] scopes = scopes(caller, issuer, body);
        checkRole(caller, body.role(issuer));
        checkScopes(caller, scopes);
        return issuers.change(
                        issuer.id(),
                        body.algorithms(issuer),
                        body.requiredScope(issuer),
                        body.jwksUrl(issuer),
                        body.role(issuer),
                        scopes,
                        body.active(issuer))
                .getFirst();
    }

    private static String @Nullable [] scopes(Caller caller, TokenIssuer issuer, IssuerChanges body) {
        if (body.scopes() != null) {
            return GrantableScopes.of(body.scopes().orElse(null), caller.scopes());
        }
        List<String> own = issuer.scopes();
        return own == null ? null : own.toArray(String[]::new);
    }

    private static void checkRole(Caller caller, String role) {
        if (!caller.role().mayActAs(Objects.requireNonNull(Role.named(role)))) {
            throw new DataError(DataError.Kind.FORBIDDEN, "the role '" + role + "' is above your own", "/role");
        }
    }

    private static void checkScopes(Caller caller, String @Nullable [] scopes) {
        if (!caller.scopes().cover(scopes == null ? Scopes.ALL : new Scopes(Set.of(scopes)))) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN, "this issuer's tokens may do more than your own credentials", "/scopes");
        }
    }
}
