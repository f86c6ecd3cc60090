package dev.statehouse.http;

import dev.statehouse.data.Origin;
import dev.statehouse.data.Tenant;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, in which workspace, as the authorizer established it. A controller that takes one answers 401
 * without valid credentials and 403 without the operation's permission, before anything else is looked at.
 *
 * @param personId the member who calls, or for whom the key acts; null acts for none and sees no private rows
 * @param role in the workspace
 * @param scopes of the credential
 */
@Hidden
public record Caller(UUID workspaceId, @Nullable UUID personId, Role role, Scopes scopes, Origin origin)
        implements Tenant {

    public boolean may(Permission permission) {
        return role.mayActAs(permission.leastRole()) && scopes.include(permission.scope());
    }

    /** The key, the session or the token's issuer that the request was sent with. */
    public UUID credentialId() {
        return Objects.requireNonNull(origin.credentialId());
    }

    /** Whose the request's idempotency key is: what one bearer of an issuer's tokens did is not answered to another. */
    public UUID bearerId() {
        return origin.bearerId();
    }
}
