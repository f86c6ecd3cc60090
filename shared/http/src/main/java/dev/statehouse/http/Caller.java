package dev.statehouse.http;

import dev.statehouse.data.Tenant;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, as the authorizer established it. A controller that takes one answers 401 without valid
 * credentials and 403 below the operation's role, before anything else is looked at.
 *
 * @param workspaceId the workspace that the key belongs to
 * @param keyId the API key
 * @param role what it may do there
 * @param personId the member that it acts for; null acts for none and sees no private rows
 */
@Hidden
public record Caller(
        UUID workspaceId, UUID keyId, Role role, @Nullable UUID personId) implements Tenant {

    public boolean mayActAs(Role needed) {
        return role.mayActAs(needed);
    }
}
